package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nvae.study.report.StudyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = "Write a study's report from what its folder holds now: report.html, table.md, table.csv, table.tex.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", arity = "0..1", description = "The study's name or folder; the last one if left out.")
    private String study;

    @Mixin
    private RunsOption runs;

    private final Console console;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        Path page = StudyReport.write(new StudyFinder(runs.in(console), console).study(study));
        console.out().println(page);
        return ExitCode.OK;
    }
}
