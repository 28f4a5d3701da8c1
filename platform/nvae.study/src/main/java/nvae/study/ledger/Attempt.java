package nvae.study.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * One worker's go at a trial.
 *
 * @param number 1 for the first
 * @param slot where it ran, {@code "cpu:0"}
 * @param pid the worker's process id; 0 until it is known
 * @param end how it ended, or null while it runs
 */
public record Attempt(int number, String slot, long pid, Instant started, End end) {

    /** The same attempt, ended. */
    Attempt endedBy(End how) {
        return new Attempt(number, slot, pid, started, how);
    }

    /** How long it took up to a moment; nothing if the clock was put back meanwhile. */
    public Duration time(Instant until) {
        Duration time = Duration.between(started, until);
        return time.isNegative() ? Duration.ZERO : time;
    }

    /**
     * How an attempt ended.
     *
     * @param exitStatus the worker's, or null if nobody saw it
     * @param reason one word: {@code done}, {@code diverged}, {@code input}, {@code error}, {@code crash}, {@code cancelled}, {@code killed}, {@code storage}, {@code host}
     * @param message one sentence for a person; empty if all went well
     */
    public record End(Instant at, Integer exitStatus, String reason, String message) {
        /** The attempt reached its end. */
        public static final String DONE = "done";
        /** The worker died of itself. */
        public static final String CRASH = "crash";
        /** A person cancelled the trial. */
        public static final String CANCELLED = "cancelled";
        /** The host, or a person through it, ended the worker. */
        public static final String KILLED = "killed";
        /** The run folder could not be written. */
        public static final String STORAGE = "storage";
        /** The host died while the worker ran. */
        public static final String HOST = "host";

        /** An end that comes now. */
        public static End now(Integer exitStatus, String reason, String message) {
            return new End(Instant.now(), exitStatus, reason, message);
        }
    }
}
