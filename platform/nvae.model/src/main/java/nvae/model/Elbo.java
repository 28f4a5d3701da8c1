package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * The evidence lower bound of every image, its sign turned, in nats (NVAE, eq. 1). Nothing is weighted or balanced here.
 *
 * @param reconstruction -log p(x|z), [N]
 * @param kl KL of every image and group, groups top-down, [N,G]
 */
public record Elbo(NDArray reconstruction, NDArray kl) {

    /** KL of every image and group, [N,G], from the groups' own, [N] each, top-down. */
    static NDArray perGroup(NDList kl) {
        return NDArrays.stack(kl, 1);
    }

    /** Sum of the groups' KL, [N]. */
    public NDArray totalKl() {
        return kl.sum(new int[] {1});
    }

    /** -ELBO = reconstruction + KL, [N]. */
    public NDArray nelbo() {
        return reconstruction.add(totalKl());
    }
}
