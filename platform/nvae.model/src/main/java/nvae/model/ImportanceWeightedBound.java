package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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

    /** The weights of a pass of which every group's {@link GroupPass#logDensities} were kept, with so many samples for each image. */
    public static ImportanceWeightedBound of(Outline outline, int samples) {
        return new ImportanceWeightedBound(logWeight(outline).reshape(samples, -1));
    }

    /** log p(x|z) + log p(z) - log q(z|x), [N]. */
    static NDArray logWeight(Outline outline) {
        NDArray logWeight = outline.reconstruction().neg();
        for (NDList group : outline.groups()) {
            logWeight = logWeight.add(group.get(0)).sub(group.get(1));
        }
        return logWeight;
    }

    /** -(log sum_k exp(log w_k) - log k) in nats, [N]. */
    public NDArray negativeLogLikelihood() {
        long k = logWeights.getShape().get(0);
        return Tensors.logSumExp(logWeights, 0).sub((float) Math.log(k)).neg();
    }
}
