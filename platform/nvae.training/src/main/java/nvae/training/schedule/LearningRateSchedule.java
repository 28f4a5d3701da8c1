package nvae.training.schedule;

/**
 * Linear warm-up by steps, then cosine decay by epochs (Loshchilov and Hutter, 2017, without restarts). The epoch that follows the warm-up
 * still runs at the rate that the warm-up ended with, which is one step short of the peak; the decay starts from there.
 *
 * @param epochs of the whole run
 * @param stepsPerEpoch at least 1
 * @param warmupEpochs 0 for none
 * @param peak the rate that the warm-up grows towards
 * @param minimum the rate of the last epoch
 */
public record LearningRateSchedule(long epochs, long stepsPerEpoch, long warmupEpochs, double peak, double minimum) {

    /** The learning rate of a step, counted from 0. */
    public float at(long step) {
        long warmupSteps = warmupEpochs * stepsPerEpoch;
        if (step < warmupSteps) {
            return (float) (peak * step / warmupSteps);
        }
        double start = warmupSteps == 0 ? peak : peak * (warmupSteps - 1) / warmupSteps;
        long decayed = step / stepsPerEpoch - warmupEpochs;
        long decayEpochs = epochs - warmupEpochs - 1;
        double cosine = decayEpochs < 1 ? 1 : Math.cos(Math.PI * Math.min(decayed, decayEpochs) / decayEpochs);
        return (float) (minimum + (start - minimum) * (1 + cosine) / 2);
    }
}
