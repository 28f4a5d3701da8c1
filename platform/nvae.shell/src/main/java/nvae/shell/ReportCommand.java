package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    @Mixin
    private JsonOutput json;

    private final Console console;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        RunsFolder folder = runs.in(console);
        StudyFinder finder = new StudyFinder(folder, console);
        List<Path> found = new ArrayList<>();
        for (String study : studies) {
            found.add(finder.study(study));
        }
        if (found.isEmpty()) {
            found.add(finder.study(null));
        }
        Path page = found.size() == 1 ? StudyReport.write(found.get(0)) : comparison(folder, found);
        if (json.wanted()) {
            json.write(console.out(), Map.of("studies", found.stream().map(study -> study.getFileName().toString()).toList(),
                    "page", page.toString(), "tables", found.size() == 1 ? tables(found.get(0)) : List.of()));
        } else {
            console.out().println(page);
        }
        return ExitCode.OK;
    }

    private static Path comparison(RunsFolder folder, List<Path> studies) throws IOException {
        String names = studies.stream().map(study -> study.getFileName().toString()).collect(Collectors.joining("-"));
        return ComparisonReport.write(studies, folder.path().resolve("compare-" + names + ".html"));
    }

    private static List<String> tables(Path study) {
        return Stream.of("table.md", "table.csv", "table.tex").map(table -> study.resolve(table).toString()).toList();
    }
}
