package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    private SlotOptions slots;

    @Mixin
    private LivePageOption web;

    @Mixin
    private RunsOption runs;

    private final Workbench workbench;
    private final Console console;

    RetryCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        StudyFinder finder = new StudyFinder(runs.in(console), console);
        Path folder = finder.study(study);
        StudyFile file = StudyFile.read(folder);
        List<TrialEntry> chosen = new ArrayList<>();
        for (String trial : trials) {
            finder.trials(trial, folder.toString()).forEach(located -> chosen.add(located.entry()));
        }
        try (Ledger ledger = Ledger.open(folder)) {
            List<TrialEntry> failed = (trials.isEmpty() ? ledger.entries() : chosen).stream()
                    .filter(entry -> entry.state() == TrialState.FAILED)
                    .toList();
            failed.forEach(entry -> ledger.retry(entry.trial().id()));
            console.out().println(Words.several(failed.size(), "failed trial") + " to try again.");
        }
        return new StudyWork(workbench, console, slots, web).goOn(folder, file);
    }
}
