package nvae.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import nvae.api.distribution.ImageDistribution;

/**
 * What the decoder made on its own.
 *
 * @param raw outputs of the image head, [N,P,H,W], padding included
 * @param image p(x|z) of the images without padding
 * @param latents z of every group, top-down
 */
public record Generation(NDArray raw, ImageDistribution image, List<NDArray> latents) {}
