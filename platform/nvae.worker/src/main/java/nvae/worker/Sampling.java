package nvae.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.training.Composition;
import nvae.training.checkpoint.CheckpointState;
import nvae.training.checkpoint.Checkpoints;

/**
 * Mode {@code sample}: pictures from the best check-point, or from the last where none was evaluated. Arguments: {@code count},
 * {@code temperature}, and {@code out}, a folder.
 */
record Sampling(TrialSession session, Composition composition) {
    private static final Map<String, String> OPTION_OF_ARGUMENT = Map.of("count", "samples", "temperature", "temperature");

    /** The assignment's configuration with the arguments in place of the options that they stand for. */
    static Map<String, Object> configuration(Assignment assignment) {
        Map<String, Object> evaluation = new LinkedHashMap<>();
        if (assignment.configuration().get("evaluation") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> evaluation.put(String.valueOf(key), value));
        }
        OPTION_OF_ARGUMENT.forEach((argument, option) -> {
            Object value = assignment.arguments().get(argument);
            if (value != null) {
                evaluation.put(option, value);
            }
        });
        Map<String, Object> configuration = new LinkedHashMap<>(assignment.configuration());
        configuration.put("evaluation", evaluation);
        return configuration;
    }

    void run() throws IOException {
        CheckpointState state = restored();
        Path out = session.assignment().arguments().get("out") instanceof String given
                ? Path.of(given)
                : session.folder().resolve("samples");
        new Pictures(composition.gallery(), out).draw(state.step(), new Trackers(List.of()));
        session.events().send("done", Map.of("metrics", Map.of("step", state.step()), "samples", out.toString()));
    }

    private CheckpointState restored() throws IOException {
        Checkpoints checkpoints = new Checkpoints(session.folder(), session.assignment().trial());
        Optional<CheckpointState> best = checkpoints.restore(Checkpoints.BEST, composition.learner().state());
        if (best.isPresent()) {
            return best.get();
        }
        return checkpoints.restore(Checkpoints.LAST, composition.learner().state())
                .orElseThrow(() -> new IllegalArgumentException("there is no check-point in " + session.folder() + "; train the trial first"));
    }
}
