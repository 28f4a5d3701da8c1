package nvae.study.run;

import java.time.Duration;
import nvae.study.plan.FailurePolicy;
import nvae.study.plan.RetryPolicy;

/**
 * What to do when a trial goes wrong.
 *
 * @param retry how many crashes of one trial are forgiven; each further attempt goes on from the last check-point
 * @param silence how long a worker may send nothing before it counts as hung and is ended, which is a crash
 * @param pause between a crash and the next attempt
 */
public record RunPolicy(RetryPolicy retry, FailurePolicy onFailure, Duration silence, Duration pause) {
    /** Half an hour: more than the longest silent stretch of a large model, reading and hashing its dataset. */
    public static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A second between attempts. */
    public RunPolicy(RetryPolicy retry, FailurePolicy onFailure, Duration silence) {
        this(retry, onFailure, silence, PAUSE);
    }
}
