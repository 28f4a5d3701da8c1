package nvae.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.TrialEntry;
import nvae.study.run.DoneTrials;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a trial, or all seeds of a variant: state, attempts, metrics, configuration, files.")
final class ShowCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "TRIAL|VARIANT",
            description = "An id's beginning, a run folder, a variant's label, or label and seed (base:1).")
    private String name;

    @Option(names = "--study", paramLabel = "STUDY", description = "Look in this study only.")
    private String study;

    @Mixin
    private RunsOption runs;

    @Mixin
    private JsonOutput json;

    private final Console console;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        List<StudyFinder.Located> found = runs.studies(console).trials(name, study);
        if (json.wanted()) {
            json.write(console.out(), found.stream().map(ShowCommand::describe).toList());
            return ExitCode.OK;
        }
        for (StudyFinder.Located located : found) {
            print(located);
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> describe(StudyFinder.Located located) {
        Map<String, Object> trial = new LinkedHashMap<>(StatusCommand.describe(located.entry()));
        trial.put("folder", located.folder().toString());
        trial.put("configuration", located.entry().trial().configuration());
        trial.put("bundles", located.entry().trial().bundles());
        return trial;
    }

    private void print(StudyFinder.Located located) throws IOException {
        TrialEntry entry = located.entry();
        line("Trial", entry.trial().id());
        line("Study", located.study().getFileName());
        line("Variant", entry.trial().variant());
        line("Seed", entry.trial().seed());
        line("Changes", Words.changes(entry.trial().changes()));
        line("State", Words.name(entry.state()) + DoneTrials.origin(entry).map(origin -> ", from " + origin).orElse(""));
        for (Attempt attempt : entry.attempts()) {
            line("Attempt " + attempt.number(), attempt.started() + " on " + attempt.slot() + ", " + end(attempt));
        }
        new TreeMap<>(entry.outcome().metrics()).forEach((metric, value) -> line(metric, Words.number(value)));
        if (!entry.outcome().klPerGroup().isEmpty()) {
            line("KL per group", entry.outcome().klPerGroup().stream().map(Words::number).collect(Collectors.joining(" ")));
        }
        line("Folder", located.folder());
        files(located.folder()).forEach(file -> line("", file));
        console.out().println();
        console.out().println("Configuration:");
        printTree(entry.trial().configuration(), "  ");
        console.out().println();
    }

    private static String end(Attempt attempt) {
        if (attempt.end() == null) {
            return "running";
        }
        return attempt.end().reason() + (attempt.end().message().isEmpty() ? "" : ": " + attempt.end().message());
    }

    private static List<String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    private void printTree(Map<?, ?> tree, String indent) {
        tree.forEach((key, value) -> {
            if (value instanceof Map<?, ?> branch && !branch.isEmpty()) {
                console.out().println(indent + key + ":");
                printTree(branch, indent + "  ");
            } else {
                console.out().println(indent + key + ": " + value);
            }
        });
    }

    private void line(String label, Object value) {
        console.out().println(String.format("%-18s%s", label, value));
    }
}
