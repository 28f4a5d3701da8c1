package nvae.study.run;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends workers that have been silent for too long: a hung engine sends nothing and would hold its slot for ever. */
final class WorkerWatch implements AutoCloseable {
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(5);

    private final Duration silence;
    private final Set<TrialAttempt> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "worker watch");
        thread.setDaemon(true);
        return thread;
    });

    WorkerWatch(Duration silence) {
        this.silence = silence;
        long period = Math.max(1, Math.min(silence.toMillis() / 4, LONGEST_PERIOD.toMillis()));
        clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    void add(TrialAttempt attempt) {
        watched.add(attempt);
    }

    void remove(TrialAttempt attempt) {
        watched.remove(attempt);
    }

    private void look() {
        for (TrialAttempt attempt : watched) {
            if (attempt.silentFor().compareTo(silence) > 0) {
                attempt.giveUp(silence);
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
