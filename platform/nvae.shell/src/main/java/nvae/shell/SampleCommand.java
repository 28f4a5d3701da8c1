package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import nvae.study.run.Assignment;
import nvae.study.run.Errand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sample", description = "Draw images from a trained model.")
final class SampleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRIAL", description = "An id's beginning, a run folder, or a variant and seed (base:1).")
    private String trial;

    @Option(names = "--count", paramLabel = "N", description = "How many images. Default: as the trial's configuration says.")
    private Integer count;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "What the prior's standard deviations are multiplied with; less than 1 gives smoother images. Default: as the"
                    + " trial's configuration says.")
    private Double temperature;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the images. Default: 'samples' in the trial's folder.")
    private Path out;

    @Option(names = "--study", paramLabel = "STUDY", description = "Look in this study only.")
    private String study;

    @Mixin
    private SlotOptions slots;

    @Mixin
    private RunsOption runs;

    private final Workbench workbench;
    private final Console console;

    SampleCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        if (count != null && count < 1 || temperature != null && !(temperature > 0)) {
            throw new CommandException("--count and --temperature must be more than 0.");
        }
        StudyFinder.Located located = new StudyFinder(runs.in(console), console).trial(trial, study);
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (count != null) {
            arguments.put("count", count);
        }
        if (temperature != null) {
            arguments.put("temperature", temperature);
        }
        Path images = out == null ? located.folder().resolve("samples") : console.resolve(out);
        arguments.put("out", images.toString());
        workbench.catalog();
        new Errand(workbench.launcher()).run(new Assignment(
                located.entry().trial(), Assignment.Mode.SAMPLE, located.folder(), slots.slots().get(0), arguments));
        console.out().println(images.resolve("samples.png"));
        return ExitCode.OK;
    }
}
