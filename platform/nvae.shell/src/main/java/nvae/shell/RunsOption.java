package nvae.shell;

import java.nio.file.Path;
import nvae.study.run.RunsFolder;
import picocli.CommandLine.Option;

/** Where runs live. */
final class RunsOption {
    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description = "Folder of all runs; without it $" + RunsFolder.VARIABLE + ", or 'runs' in the project.")
    private Path runs;

    RunsFolder in(Console console) {
        return RunsFolder.of(runs, console.environment().get(RunsFolder.VARIABLE), console.here());
    }

    StudyFinder studies(Console console) {
        return new StudyFinder(in(console), console);
    }
}
