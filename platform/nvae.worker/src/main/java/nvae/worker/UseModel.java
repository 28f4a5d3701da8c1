package nvae.worker;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import nvae.training.Composition;
import nvae.training.checkpoint.CheckpointState;
import nvae.training.checkpoint.Checkpoints;
import nvae.training.update.AverageInUse;

/**
 * Mode {@code use}: one task on a trained model. Arguments: {@code task}, {@code checkpoint} ({@code best} or {@code last}; without it the
 * best, or the last where none was evaluated), and what the task takes.
 */
record UseModel(TrialSession session, Composition composition) {
    private static final Map<String, ModelTask> TASKS = Map.of(
            "evaluate", new EvaluateTask(),
            "sample", new SampleTask(),
            "reconstruct", new ReconstructTask(),
            "interpolate", new InterpolateTask(),
            "traverse", new TraverseTask(),
            "encode", new EncodeTask(),
            "fid", new FidTask());

    void run() throws IOException {
        Arguments arguments = new Arguments(session.assignment().arguments());
        String name = String.valueOf(arguments.values().get("task"));
        ModelTask task = TASKS.get(name);
        if (task == null) {
            throw new IllegalArgumentException("task: there is no '" + name + "'; there are "
                    + String.join(", ", new TreeSet<>(TASKS.keySet())));
        }
        Restored restored = restored(arguments);
        CheckpointState state = restored.state();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("step", state.step());
        try (AverageInUse average = composition.learner().useAverage()) {
            result.putAll(task.run(
                    new TrainedModel(composition, state, session.folder(), restored.digest(), session.events()::alive), arguments));
        }
        session.events().send("done", Map.of("result", result));
    }

    private record Restored(CheckpointState state, Optional<String> digest) {}

    private Restored restored(Arguments arguments) throws IOException {
        Checkpoints checkpoints = new Checkpoints(session.folder(), session.assignment().trial());
        String wanted = arguments.choice("checkpoint", "any", Checkpoints.BEST, Checkpoints.LAST);
        for (String name : wanted.equals("any") ? List.of(Checkpoints.BEST, Checkpoints.LAST) : List.of(wanted)) {
            Optional<CheckpointState> state = checkpoints.restore(name, composition.learner().state());
            if (state.isPresent()) {
                return new Restored(state.get(), checkpoints.digest(name));
            }
        }
        String which = wanted.equals("any") ? "" : "'" + wanted + "' ";
        throw new IllegalArgumentException("there is no " + which + "check-point in " + session.folder() + "; train the trial first");
    }
}
