package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.report.StudyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "retry", description = "Try a study's failed trials again, and run what else is open.")
final class RetryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", arity = "0..1", description = "The study's name or folder; the last one if left out.")
    private String study;

    @Option(
            names = "--trial",
            paramLabel = "TRIAL",
            description = "Only this trial or variant: an id's beginning, or a label; may be repeated.")
    private List<String> trials = new ArrayList<>();

    @Mixin
    private RunOptions options;

    private final Workbench workbench;
    private final Console console;

    RetryCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        StudyFinder finder = options.runs().studies(console);
        Path folder = finder.study(study);
        StudyFile file = StudyFile.read(folder);
        List<TrialEntry> chosen = new ArrayList<>();
        for (String trial : trials) {
            chosen.addAll(failed(trial, finder.trials(trial, folder.toString())));
        }
        try (Ledger ledger = Ledger.open(folder)) {
            List<TrialEntry> failed = trials.isEmpty() ? failed(ledger.entries()) : chosen;
            failed.stream().map(entry -> entry.trial().id()).distinct().forEach(ledger::retry);
            (options.json().wanted() ? console.err() : console.out()).println(Words.several(failed.size(), "failed trial") + " to try again.");
        }
        return new StudyWork(workbench, console, options).goOn(folder, file);
    }

    /** The failed ones of the trials that a person named; a name may stand for a variant with all its seeds. */
    private static List<TrialEntry> failed(String named, List<StudyFinder.Located> located) throws CommandException {
        List<TrialEntry> entries = located.stream().map(StudyFinder.Located::entry).toList();
        List<TrialEntry> failed = failed(entries);
        if (failed.isEmpty()) {
            String states = entries.stream()
                    .map(entry -> TrialWords.name(entry.trial()) + " is " + Words.name(entry.state()))
                    .collect(Collectors.joining(", "));
            throw new CommandException("'" + named + "' has not failed: " + states + ". Only a failed trial can be tried again.");
        }
        return failed;
    }

    private static List<TrialEntry> failed(List<TrialEntry> entries) {
        return entries.stream().filter(entry -> entry.state() == TrialState.FAILED).toList();
    }
}
