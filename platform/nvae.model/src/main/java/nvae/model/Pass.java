package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import nvae.api.distribution.ImageDistribution;

/**
 * One pass of images up the encoder and down the decoder. N counts images times posterior samples.
 *
 * @param raw outputs of the image head, [N,P,H,W], padding included
 * @param image p(x|z) of the images without padding
 * @param reconstruction -log p(x|z) in nats, [N]
 * @param groups what happened at every group, top-down
 */
public record Pass(NDArray raw, ImageDistribution image, NDArray reconstruction, List<GroupPass> groups) {

    /** The terms of the bound. */
    public Elbo elbo() {
        return new Elbo(reconstruction, Elbo.perGroup(new NDList(groups.stream().map(GroupPass::klPerImage).toList())));
    }

    /** log p(x|z) + log p(z) - log q(z|x) in nats, [N]: the logarithm of the importance weight of the sampled z. */
    public NDArray logWeight() {
        return ImportanceWeightedBound.logWeight(new Outline(reconstruction, groups.stream().map(GroupPass::logDensities).toList()));
    }

    /** z of every group, top-down. */
    public List<NDArray> latents() {
        return groups.stream().map(GroupPass::latent).toList();
    }
}
