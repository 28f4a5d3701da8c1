package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.report.StudyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rebuild",
        description = "Make a study's ledger anew from its run folders, when ledger.db is damaged or gone. A damaged one is kept"
                + " beside it.")
final class RebuildCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "The study's name or folder.")
    private String study;

    @Mixin
    private RunsOption runs;

    private final Console console;

    RebuildCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        Path folder = runs.studies(console).study(study);
        StudyFile file = StudyFile.read(folder);
        Optional<Path> damaged = Ledger.rebuild(folder);
        damaged.ifPresent(path -> console.out().println("The old ledger is kept as " + path + "."));
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(file.plan().trials());
            List<TrialEntry> entries = ledger.entries().stream().filter(TrialEntry::inPlan).toList();
            long done = entries.stream().filter(entry -> entry.state() == TrialState.DONE).count();
            console.out().println(file.plan().study() + ": " + done + " of " + Words.several(entries.size(), "trial")
                    + " done; `nvae resume " + file.plan().study() + "` goes on.");
        }
        return ExitCode.OK;
    }
}
