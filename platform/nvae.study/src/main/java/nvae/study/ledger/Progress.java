package nvae.study.ledger;

/**
 * How far a trial's training has come.
 *
 * @param step steps made
 * @param steps steps in all; 0 if not known yet
 * @param nelbo of the last training batch looked at, nats per image; NaN if none yet
 * @param imagesPerSecond training throughput; NaN if none yet
 */
public record Progress(long step, long steps, double nelbo, double imagesPerSecond) {
    /** Before the first step. */
    public static final Progress NONE = new Progress(0, 0, Double.NaN, Double.NaN);
}
