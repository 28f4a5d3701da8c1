package nvae.study.plan;

/**
 * How often a trial may be tried again.
 *
 * @param crashes further attempts, from the last check-point, after the worker died; a trial that diverges is not tried again
 */
public record RetryPolicy(int crashes) {}
