package nvae.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.Progress;
import nvae.study.plan.Trial;

/** One trial on one slot: attempts until it is done, has failed, or the study stops. The ledger hears everything first. */
final class TrialRun {
    /** A ledger entry is a write to disk; a person reads no more than one a second. */
    private static final Duration PROGRESS_PERIOD = Duration.ofSeconds(1);

    private final Trial trial;
    private final Slot slot;
    private final Path folder;
    private final Ledger ledger;
    private final Launcher launcher;
    private final RunPolicy policy;
    private final RunListener listener;
    private final RunStop stop;
    private final WorkerWatch watch;
    private final Consumer<Throwable> trouble;

    private long lastProgress = System.nanoTime() - PROGRESS_PERIOD.toNanos();

    /**
     * @param folder the trial's run folder
     * @param trouble takes what goes wrong here, and not in a worker, while an event is heard
     */
    TrialRun(
            Trial trial, Slot slot, Path folder, Ledger ledger, Launcher launcher, RunPolicy policy, RunListener listener, RunStop stop,
            WorkerWatch watch, Consumer<Throwable> trouble) {
        this.trial = trial;
        this.slot = slot;
        this.folder = folder;
        this.ledger = ledger;
        this.launcher = launcher;
        this.policy = policy;
        this.listener = listener;
        this.stop = stop;
        this.watch = watch;
        this.trouble = trouble;
    }

    /**
     * Runs the trial.
     *
     * @return false if it failed; a trial that a person cancelled is no failure of the study
     */
    boolean finish() throws IOException, InterruptedException {
        for (int crashes = 1; ; crashes++) {
            AttemptEnd end = attempt();
            if (end instanceof AttemptEnd.Done done) {
                ledger.done(trial.id(), done.outcome());
                listener.done(trial, done.outcome().metrics());
                return true;
            }
            if (end instanceof AttemptEnd.Failed failed) {
                return fail(failed.status(), failed.reason(), failed.message());
            }
            if (end instanceof AttemptEnd.Unwritable unwritable) {
                ledger.lost(trial.id(), Attempt.End.now(end.status(), Attempt.End.STORAGE, unwritable.message()));
                listener.lost(trial);
                throw new RunException("A worker cannot write into " + folder + ": " + unwritable.message()
                        + ". The study was stopped. Make room or change the folder's rights, then `bin/nvae resume`; nothing that was"
                        + " done is lost.");
            }
            if (end instanceof AttemptEnd.Cancelled) {
                fail(end.status(), Attempt.End.CANCELLED, "A person cancelled the trial.");
                return true;
            }
            // A Ctrl-C reaches the workers too, and may end one before the host has heard of it: that is no crash.
            if (end instanceof AttemptEnd.Stopped || stop.comesWithin(policy.pause())) {
                ledger.lost(trial.id(), Attempt.End.now(end.status(), Attempt.End.KILLED, "The study was stopped."));
                listener.lost(trial);
                return true;
            }
            AttemptEnd.Crashed crash = (AttemptEnd.Crashed) end;
            if (crashes > policy.retry().crashes()) {
                return fail(crash.status(), Attempt.End.CRASH,
                        crash.why() + " That was crash " + crashes + "; " + policy.retry().crashes() + " are forgiven.");
            }
            ledger.lost(trial.id(), Attempt.End.now(crash.status(), Attempt.End.CRASH, crash.why()));
            listener.retrying(trial, crash.why());
        }
    }

    private boolean fail(int status, String reason, String message) {
        ledger.failed(trial.id(), Attempt.End.now(status, reason, message));
        listener.failed(trial, message);
        return false;
    }

    private AttemptEnd attempt() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        TrialAttempt attempt = new TrialAttempt(new Assignment(trial, Assignment.Mode.TRAIN, folder, slot), this::hear);
        int number = ledger.start(trial.id(), slot.name());
        try {
            listener.started(trial, slot, number);
            stop.add(attempt);
            attempt.start(launcher);
            watch.add(attempt);
            ledger.attach(trial.id(), attempt.pid());
            return attempt.await();
        } catch (IOException | RuntimeException e) {
            attempt.stop();
            try {
                ledger.lost(trial.id(), Attempt.End.now(null, Attempt.End.HOST, e.getMessage()));
            } catch (RuntimeException unrecorded) {
                // The ledger finds the attempt running when it is opened next, which comes to the same.
                e.addSuppressed(unrecorded);
            }
            throw e;
        } finally {
            watch.remove(attempt);
            stop.remove(attempt);
        }
    }

    /** Called from the launcher's thread, which must not die of what goes wrong here. */
    private void hear(Map<String, Object> event) {
        try {
            if (WorkerEvent.of(event) instanceof WorkerEvent.Progress at && System.nanoTime() - lastProgress >= PROGRESS_PERIOD.toNanos()) {
                lastProgress = System.nanoTime();
                ledger.progress(trial.id(), new Progress(at.step(), at.steps(), at.nelbo(), at.imagesPerSecond()));
            }
            listener.event(trial, event);
        } catch (RuntimeException | Error e) {
            trouble.accept(e);
        }
    }
}
