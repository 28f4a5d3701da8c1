package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nvae.study.report.StudyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Go on with a study that was stopped or killed, as it was planned: trials from their last check-points, with the very"
                + " bundles that they were planned with.")
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", arity = "0..1", description = "The study's name or folder; the last one if left out.")
    private String study;

    @Mixin
    private RunOptions options;

    private final Workbench workbench;
    private final Console console;

    ResumeCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        Path folder = options.runs().studies(console).study(study);
        return new StudyWork(workbench, console, options).goOn(folder, StudyFile.read(folder));
    }
}
