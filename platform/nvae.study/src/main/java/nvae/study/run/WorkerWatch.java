package nvae.study.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ends workers that have been silent for too long: a hung engine sends nothing and would hold its slot for ever.
 *
 * <p>Silence is counted from look to look. What a host slept through (Ctrl-Z, a closed lid) is none: its workers may have spoken, and
 * nobody has read it yet.
 */
final class WorkerWatch implements AutoCloseable {
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(5);

    private final Duration silence;
    private final long period;
    private final LongSupplier nanoTime;
    private final Map<TrialAttempt, Quiet> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "worker watch");
        thread.setDaemon(true);
        return thread;
    });

    private long lastLook;

    /** A watch that looks four times in the time that is allowed, and every few seconds at least. */
    WorkerWatch(Duration silence) {
        this(silence, System::nanoTime);
        clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
    }

    /** A watch that only looks when it is told to, by a clock as {@link System#nanoTime} is one. */
    WorkerWatch(Duration silence, LongSupplier nanoTime) {
        this.silence = silence;
        this.period = Math.max(1, Math.min(silence.toNanos() / 4, LONGEST_PERIOD.toNanos()));
        this.nanoTime = nanoTime;
        this.lastLook = nanoTime.getAsLong();
    }

    /**
     * How long a worker has been silent.
     *
     * @param signs how many signs of life it had sent by then
     */
    private record Quiet(long signs, Duration time) {
        Quiet after(long signsNow, Duration passed) {
            return signsNow == signs ? new Quiet(signs, time.plus(passed)) : new Quiet(signsNow, Duration.ZERO);
        }
    }

    void add(TrialAttempt attempt) {
        watched.put(attempt, new Quiet(attempt.signs(), Duration.ZERO));
    }

    void remove(TrialAttempt attempt) {
        watched.remove(attempt);
    }

    void look() {
        long now = nanoTime.getAsLong();
        Duration passed = Duration.ofNanos(Math.min(now - lastLook, 2 * period));
        lastLook = now;
        watched.replaceAll((attempt, quiet) -> quiet.after(attempt.signs(), passed));
        watched.forEach((attempt, quiet) -> {
            if (quiet.time().compareTo(silence) > 0) {
                attempt.giveUp(silence);
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
