package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import nvae.study.report.ComparisonReport;
import nvae.study.report.StudyReport;
import nvae.study.run.RunsFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = {
        "Write a study's report from what its folder holds now: report.html, table.md, table.csv, table.tex.",
        "Of several studies: one page that shows them side by side, beside their folders."})
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", arity = "0..*", description = "The study's name or folder; the last one if left out.")
    private List<String> studies = List.of();

    @Mixin
    private RunsOption runs;

    private final Console console;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        RunsFolder folder = runs.in(console);
        StudyFinder finder = new StudyFinder(folder, console);
        if (studies.size() < 2) {
            console.out().println(StudyReport.write(finder.study(studies.isEmpty() ? null : studies.get(0))));
            return ExitCode.OK;
        }
        List<Path> found = new ArrayList<>();
        for (String study : studies) {
            found.add(finder.study(study));
        }
        String names = found.stream().map(study -> study.getFileName().toString()).collect(Collectors.joining("-"));
        console.out().println(ComparisonReport.write(found, folder.path().resolve("compare-" + names + ".html")));
        return ExitCode.OK;
    }
}
