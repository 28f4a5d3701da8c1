package nvae.study.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.TrialEntry;
import nvae.study.plan.FailurePolicy;
import nvae.study.plan.Trial;

/**
 * Runs a study's open trials on slots until none is left, and keeps the ledger. What is done is not done again, here or in a study
 * beside it; a crash costs one attempt, which goes on from the last check-point; a failed trial stays failed until a person asks for it.
 * One runner runs once.
 */
public final class StudyRunner implements RunControl {
    private final Ledger ledger;
    private final Path folder;
    private final DoneTrials elsewhere;
    private final Launcher launcher;
    private final List<Slot> slots;
    private final RunPolicy policy;
    private final RunListener listener;

    private final TrialQueue open = new TrialQueue();
    private final RunStop stop = new RunStop();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();

    /**
     * A runner of one study.
     *
     * @param ledger of the study; it has taken in the plan
     * @param folder the study's folder
     * @param elsewhere where a trial may have been done before
     */
    public StudyRunner(
            Ledger ledger, Path folder, DoneTrials elsewhere, Launcher launcher, List<Slot> slots, RunPolicy policy, RunListener listener) {
        this.ledger = ledger;
        this.folder = folder;
        this.elsewhere = elsewhere;
        this.launcher = launcher;
        this.slots = List.copyOf(slots);
        this.policy = policy;
        this.listener = new OrderlyListener(listener);
    }

    /**
     * Runs every trial of the plan that is planned or lost, in the plan's order.
     *
     * @return whether the study came to its end; false if it was stopped
     * @throws InterruptedException if this thread was interrupted; the workers have been ended, and their trials can be resumed
     */
    public boolean run() throws InterruptedException {
        try (WorkerWatch watch = new WorkerWatch(policy.silence())) {
            listener.begins(this);
            ledger.entries().stream().filter(TrialEntry::inPlan).forEach(this::takeUp);
            List<Thread> threads = new ArrayList<>();
            for (Slot slot : slots) {
                Thread thread = new Thread(() -> work(slot, watch), "slot " + slot.name());
                thread.start();
                threads.add(thread);
            }
            join(threads);
        } finally {
            ended.countDown();
        }
        rethrow();
        return !stop.isAsked();
    }

    /** Ends all workers; their trials are lost, to be resumed. Returns at once; {@link #awaitEnd} waits until the ledger says so. */
    public void stop() {
        open.close();
        stop.ask();
    }

    @Override
    public boolean isPaused() {
        return open.isPaused();
    }

    @Override
    public void pause() {
        open.pause(true);
    }

    @Override
    public void resume() {
        open.pause(false);
    }

    @Override
    public boolean cancel(String trialId) {
        Optional<TrialAttempt> attempt = stop.attempt(trialId);
        attempt.ifPresent(TrialAttempt::cancel);
        return attempt.isPresent();
    }

    @Override
    public synchronized boolean retry(String trialId) {
        if (ended.getCount() == 0 || stop.isAsked()) {
            return false;
        }
        ledger.retry(trialId);
        return open.add(ledger.entry(trialId).trial());
    }

    /**
     * Waits until {@link #run} is through.
     *
     * @return false if that took longer than the limit
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void takeUp(TrialEntry entry) {
        Trial trial = entry.trial();
        switch (entry.state()) {
            case DONE -> listener.cached(trial, folder.getFileName().toString());
            case FAILED -> listener.failed(trial, entry.trouble().orElse("It failed earlier."));
            default -> elsewhere.find(trial.id()).ifPresentOrElse(found -> adopt(trial, found), () -> open.add(trial));
        }
    }

    private void adopt(Trial trial, DoneTrials.Found found) {
        try {
            found.copyTo(folder.resolve(trial.shortId()));
        } catch (IOException e) {
            throw new RunException("Cannot copy the finished trial " + trial.shortId() + " of the study " + found.study() + " into "
                    + folder + " (" + e + "). Make room or change its rights, then `bin/nvae resume`.", e);
        }
        ledger.start(trial.id(), found.slot());
        ledger.done(trial.id(), found.outcome());
        listener.cached(trial, found.study());
    }

    private void work(Slot slot, WorkerWatch watch) {
        try {
            for (Trial trial = open.take(); trial != null; trial = open.take()) {
                try {
                    run(trial, slot, watch);
                } finally {
                    open.back();
                }
            }
        } catch (IOException e) {
            breakOff(new RunException("Cannot start a worker on " + slot.name() + " (" + e + "). If the disk is full or the folder read-only, make"
                    + " room or change its rights; then `bin/nvae resume`.", e));
        } catch (InterruptedException | RuntimeException | Error e) {
            breakOff(e);
        }
    }

    private void run(Trial trial, Slot slot, WorkerWatch watch) throws IOException, InterruptedException {
        Path run = folder.resolve(trial.shortId());
        boolean fine = new TrialRun(trial, slot, run, ledger, launcher, policy, listener, stop, watch, this::breakOff).finish();
        if (!fine && policy.onFailure() == FailurePolicy.STOP) {
            open.clear();
        }
    }

    private void breakOff(Throwable e) {
        if (!trouble.compareAndSet(null, e) && trouble.get() != e) {
            trouble.get().addSuppressed(e);
        }
        stop();
    }

    /** Sees every slot to its end, even if interrupted: what they are doing belongs into the ledger. */
    private void join(List<Thread> threads) throws InterruptedException {
        InterruptedException interrupted = null;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = e;
                    stop();
                }
            }
        }
        if (interrupted != null) {
            throw interrupted;
        }
    }

    private void rethrow() {
        Throwable e = trouble.get();
        if (e instanceof RuntimeException broken) {
            throw broken;
        }
        if (e instanceof Error broken) {
            throw broken;
        }
        if (e != null) {
            throw new RunException("The study was stopped: " + e, e);
        }
    }
}
