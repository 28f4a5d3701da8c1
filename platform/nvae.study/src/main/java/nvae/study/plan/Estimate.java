package nvae.study.plan;

/**
 * What composing a variant in a worker, and timing a few steps, told about a trial.
 *
 * @param parameters trained parameters, or null if not measured
 * @param seconds expected training time, or null if not measured
 */
public record Estimate(Long parameters, Double seconds) {}
