package nvae.training;

import java.util.List;
import nvae.training.evaluation.Bound;

/**
 * How a training run ended.
 *
 * @param steps done in all
 * @param seconds spent in training steps, over all attempts
 * @param secondsPerStep the median of this attempt's latest steps; if it did none, the mean of all steps of the attempts before
 * @param imagesPerSecond batch size over {@code secondsPerStep}
 * @param trainNelbo mean over the last epoch's steps, in nats per image
 * @param test the test set's bound at the end
 * @param activeUnits of every group, top-down, at the end
 */
public record TrainingResult(
        long steps, double seconds, double secondsPerStep, double imagesPerSecond, double trainNelbo, Bound test,
        List<Integer> activeUnits) {}
