package nvae.model;

import ai.djl.ndarray.NDArray;
import nvae.api.tensor.Tensors;

/**
 * The importance-weighted bound of every image, -log p(x) from above with k samples (Burda et al., 2016). More samples can be had than fit
 * into one batch: concatenate the log weights of several passes along the first axis.
 *
 * @param logWeights log p(x,z) - log q(z|x) in nats, [k,N]
 */
public record ImportanceWeightedBound(NDArray logWeights) {

    /** The weights of one pass that drew so many samples for each image. */
    public static ImportanceWeightedBound of(Pass pass, int samples) {
        return new ImportanceWeightedBound(pass.logWeight().reshape(samples, -1));
    }

    /** -(log sum_k exp(log w_k) - log k) in nats, [N]. */
    public NDArray negativeLogLikelihood() {
        long k = logWeights.getShape().get(0);
        return Tensors.logSumExp(logWeights, 0).sub((float) Math.log(k)).neg();
    }
}
