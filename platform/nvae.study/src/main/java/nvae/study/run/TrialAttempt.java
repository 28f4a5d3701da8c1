package nvae.study.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nvae.study.ledger.Outcome;

/** One worker's go at one trial, from its start to what came of it. */
final class TrialAttempt {
    private static final int FAILED_FOR_GOOD = 3;

    private final Assignment assignment;
    private final Consumer<Map<String, Object>> listener;

    private final AtomicLong signs = new AtomicLong();

    private volatile WorkerEvent.Done done;
    private volatile WorkerEvent.Failed failure;
    private volatile boolean stopped;
    private volatile boolean cancelled;
    private volatile Duration gaveUpAfter;
    private Launcher.Worker worker;

    TrialAttempt(Assignment assignment, Consumer<Map<String, Object>> listener) {
        this.assignment = assignment;
        this.listener = listener;
    }

    /** Starts the worker, and ends it at once if the study has been stopped meanwhile. */
    void start(Launcher launcher) throws IOException {
        Launcher.Worker started = launcher.launch(assignment, this::receive);
        synchronized (this) {
            worker = started;
            if (stopped || cancelled) {
                worker.kill();
            }
        }
    }

    /** The worker's process id. */
    synchronized long pid() {
        return worker.pid();
    }

    /** Waits for the end of a started worker. */
    AttemptEnd await() throws InterruptedException {
        int status = worker.await();
        // A worker that has said "done" has everything on disk; how its engine behaves while the process ends no longer matters.
        if (done != null) {
            return new AttemptEnd.Done(status, new Outcome(done.metrics(), done.klPerGroup()));
        }
        if (failure != null && failure.reason().equals(WorkerEvent.Failed.STORAGE)) {
            return new AttemptEnd.Unwritable(status, failure.message());
        }
        if (failure != null) {
            return new AttemptEnd.Failed(status, failure.reason(), failure.message());
        }
        if (cancelled) {
            return new AttemptEnd.Cancelled(status);
        }
        if (stopped) {
            return new AttemptEnd.Stopped(status);
        }
        if (gaveUpAfter != null) {
            return new AttemptEnd.Crashed(status, "The worker sent nothing for " + gaveUpAfter.toSeconds() + " s and was ended" + seeLog());
        }
        if (status == FAILED_FOR_GOOD) {
            return new AttemptEnd.Failed(status, WorkerEvent.Failed.ERROR, "The worker failed without saying why" + seeLog());
        }
        return new AttemptEnd.Crashed(status, "The worker " + ExitStatus.describe(status) + seeLog());
    }

    /** Ends the worker because the study stops. */
    synchronized void stop() {
        stopped = true;
        kill();
    }

    /** Ends the worker because a person does not want this trial. */
    synchronized void cancel() {
        cancelled = true;
        kill();
    }

    String trialId() {
        return assignment.trial().id();
    }

    /** Ends the worker because it has been silent for longer than this. */
    synchronized void giveUp(Duration silence) {
        gaveUpAfter = silence;
        kill();
    }

    /** How many signs of life the worker has sent. */
    long signs() {
        return signs.get();
    }

    private void kill() {
        if (worker != null) {
            worker.kill();
        }
    }

    private void receive(Map<String, Object> event) {
        signs.incrementAndGet();
        WorkerEvent said = WorkerEvent.of(event);
        if (said instanceof WorkerEvent.Done end) {
            done = end;
        } else if (said instanceof WorkerEvent.Failed end) {
            failure = end;
        }
        listener.accept(event);
    }

    private String seeLog() {
        return "; see " + assignment.folder().resolve("log.txt") + ".";
    }
}
