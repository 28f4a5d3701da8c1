package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.run.DoneTrials;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Show where each trial of a study stands; a running study may be looked at.")
final class StatusCommand implements Callable<Integer> {
    private static final String METRIC = "testNelbo";

    @Parameters(paramLabel = "STUDY", arity = "0..1", description = "The study's name or folder; the last one if left out.")
    private String study;

    @Mixin
    private RunsOption runs;

    @Mixin
    private JsonOutput json;

    private final Console console;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        Path folder = runs.studies(console).study(study);
        List<TrialEntry> entries;
        try (Ledger ledger = Ledger.read(folder)) {
            entries = ledger.entries();
        }
        if (json.wanted()) {
            json.write(console.out(), Map.of("study", folder.getFileName().toString(), "folder", folder.toString(),
                    "trials", entries.stream().map(StatusCommand::describe).toList()));
        } else {
            print(folder, entries);
        }
        return ExitCode.OK;
    }

    private void print(Path folder, List<TrialEntry> entries) {
        Table table = new Table("TRIAL", "VARIANT", "SEED", "STATE", "STEP", "TEST NELBO", "ATTEMPTS", "");
        for (TrialEntry entry : entries) {
            table.row(entry.trial().shortId(), entry.trial().variant(), entry.trial().seed(), Words.name(entry.state()),
                    step(entry),
                    Words.number(entry.outcome().metrics().get(METRIC)), entry.attempts().size(), note(entry));
        }
        table.print(console.out());
        console.out().println();
        console.out().println(folder + ": " + Arrays.stream(TrialState.values())
                .map(state -> Map.entry(state, entries.stream().filter(entry -> entry.state() == state).count()))
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + Words.name(count.getKey()))
                .collect(Collectors.joining(", ")) + ".");
        if (entries.stream().anyMatch(entry -> entry.inPlan() && entry.state() == TrialState.LOST)
                && entries.stream().noneMatch(entry -> entry.state() == TrialState.RUNNING)) {
            console.out().println("Nobody is at work on it: `nvae resume " + folder.getFileName()
                    + "` goes on from the last check-points.");
        }
    }

    /** The last step told of; a worker that is done has made them all, whether it told or not. */
    private static String step(TrialEntry entry) {
        long steps = entry.progress().steps();
        return steps == 0 ? "-" : (entry.state() == TrialState.DONE ? steps : entry.progress().step()) + "/" + steps;
    }

    private static String note(TrialEntry entry) {
        String left = entry.inPlan() ? "" : "no longer in the plan; ";
        String origin = DoneTrials.origin(entry).map(study -> "from " + study).orElse("");
        return left + (origin.isEmpty() ? entry.trouble().orElse("") : origin);
    }

    /** A trial and what has become of it, for a program. */
    static Map<String, Object> describe(TrialEntry entry) {
        Map<String, Object> trial = new LinkedHashMap<>();
        trial.put("trial", entry.trial().id());
        trial.put("variant", entry.trial().variant());
        trial.put("seed", entry.trial().seed());
        trial.put("changes", entry.trial().changes());
        trial.put("state", Words.name(entry.state()));
        trial.put("inPlan", entry.inPlan());
        trial.put("step", entry.progress().step());
        trial.put("steps", entry.progress().steps());
        trial.put("attempts", entry.attempts().size());
        trial.put("metrics", entry.outcome().metrics());
        trial.put("klPerGroup", entry.outcome().klPerGroup());
        DoneTrials.origin(entry).ifPresent(study -> trial.put("from", study));
        entry.trouble().ifPresent(trouble -> trial.put("trouble", trouble));
        return trial;
    }
}
