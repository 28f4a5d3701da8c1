package nvae.training;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Means over the training steps since the last such record. Bounds are in nats per image.
 *
 * @param step steps done
 * @param epoch the epoch of the last of these steps, counted from 0
 * @param steps how many steps the means are over
 * @param seconds training time so far, over all attempts
 * @param loss what was minimized: reconstruction, annealed and balanced KL, weighted penalties
 * @param recon -log p(x|z)
 * @param klPerGroup plain KL of every group, top-down
 * @param klCoefficient of the last of these steps
 * @param learningRate of the last of these steps
 * @param regularizers penalties by name, not weighted
 * @param imagesPerSecond training images a second
 * @param gradientNorm mean norm of the gradients before clipping; empty if nothing asks for it, or none was finite
 * @param skippedSteps steps of the whole run so far whose update was skipped; empty if the options skip none
 */
public record TrainMetrics(
        long step, long epoch, long steps, double seconds, double loss, double recon, List<Double> klPerGroup,
        double klCoefficient, double learningRate, Map<String, Double> regularizers, double imagesPerSecond,
        OptionalDouble gradientNorm, OptionalLong skippedSteps) {

    /** Sum of the groups' KL. */
    public double kl() {
        return klPerGroup.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** recon + kl. */
    public double nelbo() {
        return recon + kl();
    }
}
