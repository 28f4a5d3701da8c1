package nvae.training.evaluation;

import java.util.List;

/**
 * The negative evidence lower bound of a set of images, in nats per image; nothing is annealed or balanced.
 *
 * @param recon -log p(x|z)
 * @param klPerGroup KL of every group, top-down
 */
public record Bound(double recon, List<Double> klPerGroup) {

    /** Sum of the groups' KL. */
    public double kl() {
        return klPerGroup.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** recon + kl, the NELBO. */
    public double nelbo() {
        return recon + kl();
    }
}
