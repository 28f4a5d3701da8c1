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
import nvae.study.run.Slot;
import nvae.study.run.Slots;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where trained models are found, and how they are used: one worker for each task. */
final class ModelOptions {
    private static final String CPU = "cpu";

    enum Checkpoint { BEST, LAST }

    @Option(
            names = "--checkpoint",
            paramLabel = "WHICH",
            description = "best (lowest test NELBO) or last (the end of training). Default: best, or last where none was evaluated.")
    private Checkpoint checkpoint;

    @Option(names = "--study", paramLabel = "STUDY", description = "Look in this study only.")
    private String study;

    @Option(
            names = "--slot",
            paramLabel = "SLOT",
            converter = SlotConverter.class,
            description = "Where the worker runs: cpu, on all cores, or a GPU (gpu:0). Default: cpu.")
    private Slot slot = new SlotConverter().convert(CPU);

    @Mixin
    private RunsOption runs;

    /** The trial that a person means. */
    StudyFinder.Located locate(Console console, String trial) throws CommandException, IOException {
        return runs.studies(console).trial(trial, study);
    }

    /**
     * Sends a worker with a task, and waits for it.
     *
     * @param arguments of the task; those that are null are left out
     * @return what the worker answers
     */
    Map<String, Object> use(Workbench workbench, Console console, StudyFinder.Located located, String task, Map<String, Object> arguments)
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
        Path start = StartFolder.of(StudyFile.read(located.study()), console);
        List<Map<String, Object>> events = new Errand(workbench.launcher().in(start)).run(new Assignment(
                located.entry().trial(), Assignment.Mode.USE, located.folder(), slot, given));
        for (Map<String, Object> event : events) {
            if ("done".equals(event.get("event")) && event.get("result") instanceof Map<?, ?> result) {
                Map<String, Object> answer = new LinkedHashMap<>();
                result.forEach((key, value) -> answer.put(String.valueOf(key), value));
                return answer;
            }
        }
        throw new RunException("The worker ended without a result; see " + located.folder().resolve("log.txt") + ".");
    }

    /** One worker has all cores to itself. */
    private static final class SlotConverter implements ITypeConverter<Slot> {
        @Override
        public Slot convert(String text) {
            if (!text.equals(CPU) && !text.matches("gpu:[0-9]{1,3}")) {
                throw new TypeConversionException("'" + text + "' is no slot; give cpu, or a GPU: gpu:0");
            }
            return Slots.parse(text.equals(CPU) ? "1" : text, Runtime.getRuntime().availableProcessors()).get(0);
        }
    }
}
