package nvae.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The evidence lower bound of every image, its sign turned, in nats (NVAE, eq. 1). Nothing is weighted or balanced here.
 *
 * @param reconstruction -log p(x|z), [N]
 * @param kl KL of every group, top-down, [N] each
 */
public record Elbo(NDArray reconstruction, List<NDArray> kl) {

    /** Sum of the groups' KL, [N]. */
    public NDArray totalKl() {
        return kl.stream().reduce(NDArray::add).orElseThrow();
    }

    /** -ELBO = reconstruction + KL, [N]. */
    public NDArray nelbo() {
        return reconstruction.add(totalKl());
    }
}
