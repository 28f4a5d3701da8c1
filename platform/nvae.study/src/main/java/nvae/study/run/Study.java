package nvae.study.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Plan;
import nvae.study.report.StudyFile;

/** A plan and the folder that it runs in: what is done there stays, what is open is run, and a report stands beside it. */
public final class Study {
    private static final Duration LAST_WRITES = Duration.ofSeconds(10);

    private final Path folder;
    private final Plan plan;
    private final Path start;
    private final Launcher launcher;
    private final List<Slot> slots;
    private final Duration silence;

    /**
     * A study that is to run.
     *
     * @param start the folder that relative paths in configurations begin at; workers are started there
     * @param silence how long a worker may send nothing
     */
    public Study(Path folder, Plan plan, Path start, Launcher launcher, List<Slot> slots, Duration silence) {
        this.folder = folder;
        this.plan = plan;
        this.start = start;
        this.launcher = launcher.in(start);
        this.slots = List.copyOf(slots);
        this.silence = silence;
    }

    /**
     * What a run came to.
     *
     * @param ended false if it was stopped
     * @param entries the trials of the plan
     * @param reportTrouble why there is no report; empty if there is one
     */
    public record Result(boolean ended, List<TrialEntry> entries, String reportTrouble) {
        /** Whether every trial of the plan is done. */
        public boolean complete() {
            return count(TrialState.DONE) == entries.size();
        }

        /** How many trials are in this state. */
        public long count(TrialState state) {
            return entries.stream().filter(entry -> entry.state() == state).count();
        }
    }

    /**
     * Runs what is open. A shutdown of the process meanwhile ends the workers and waits until the ledger knows of it.
     *
     * @param provenance what the host knows of itself, for the report
     * @param listener follows the run
     * @throws RunException if the folder cannot be written or a worker cannot be started
     * @throws nvae.study.ledger.LedgerException if another host is at this study, or the ledger is damaged
     * @throws InterruptedException if this thread was interrupted; the workers have been ended, and their trials can be resumed
     */
    public Result run(Map<String, Object> provenance, RunListener listener) throws InterruptedException {
        RunFolderCheck.check(folder);
        ReportKeeper report = new ReportKeeper(folder);
        try (Ledger ledger = Ledger.open(folder)) {
            new StudyFile(plan, provenance, start).write(folder);
            ledger.plan(plan.trials());
            StudyRunner runner = new StudyRunner(ledger, folder, DoneTrials.beside(folder), launcher, slots,
                    new RunPolicy(plan.retry(), plan.onFailure(), silence), new BothListeners(listener, report));
            boolean ended;
            try (ShutdownHook hook = new ShutdownHook("stop the study", () -> {
                runner.stop();
                runner.awaitEnd(LAST_WRITES);
            })) {
                ended = runner.run();
            }
            return new Result(ended, ledger.entries().stream().filter(TrialEntry::inPlan).toList(), report.finish());
        } catch (IOException e) {
            throw new RunException("Cannot write the study's folder " + folder + ": " + e + ". Make room or change its rights.", e);
        } finally {
            report.close();
        }
    }
}
