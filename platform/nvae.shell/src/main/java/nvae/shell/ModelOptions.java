package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.study.report.StudyFile;
import nvae.study.run.Assignment;
import nvae.study.run.Errand;
import nvae.study.run.RunException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where trained models are found, and how they are used: one worker for each task. */
final class ModelOptions {
    enum Checkpoint { BEST, LAST }

    @Option(
            names = "--checkpoint",
            paramLabel = "WHICH",
            description = "best (lowest test NELBO) or last (the end of training). Default: best, or last where none was evaluated.")
    private Checkpoint checkpoint;

    @Option(names = "--study", paramLabel = "STUDY", description = "Look in this study only.")
    private String study;

    @Mixin
    private SlotOptions slots;

    @Mixin
    private RunsOption runs;

    /** The trial that a person means. */
    StudyFinder.Located locate(Console console, String trial) throws CommandException, IOException {
        return new StudyFinder(runs.in(console), console).trial(trial, study);
    }

    /**
     * Sends a worker with a task, and waits for it.
     *
     * @param arguments of the task; those that are null are left out
     * @return what the worker answers
     */
    Map<String, Object> use(Workbench workbench, StudyFinder.Located located, String task, Map<String, Object> arguments)
            throws InterruptedException, IOException {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("task", task);
        if (checkpoint != null) {
            given.put("checkpoint", Words.name(checkpoint));
        }
        arguments.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        workbench.catalog();
        Path start = StudyFile.read(located.folder().getParent()).start();
        List<Map<String, Object>> events = new Errand(workbench.launcher().in(start)).run(new Assignment(
                located.entry().trial(), Assignment.Mode.USE, located.folder(), slots.slots().get(0), given));
        for (Map<String, Object> event : events) {
            if ("done".equals(event.get("event")) && event.get("result") instanceof Map<?, ?> result) {
                Map<String, Object> answer = new LinkedHashMap<>();
                result.forEach((key, value) -> answer.put(String.valueOf(key), value));
                return answer;
            }
        }
        throw new RunException("The worker ended without a result; see " + located.folder().resolve("log.txt") + ".");
    }
}
