package nvae.api.distribution;

import ai.djl.ndarray.NDArray;
import nvae.api.tensor.Noise;

/** p(x|z) for a batch of images. Images have values in [0,1]. */
public interface ImageDistribution {
    /** log p(x|z) in nats, summed over each image; x is [N,C,H,W], the result [N]. */
    NDArray logLikelihood(NDArray x);

    /** A sample [N,C,H,W] in [0,1]; a temperature below 1 shrinks the noise. */
    NDArray sample(Noise noise, float temperature);

    /** The mean image [N,C,H,W] in [0,1], what people usually look at. */
    NDArray mean();
}
