package nvae.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import nvae.api.distribution.Distribution;
import nvae.api.tensor.Noise;

/** Where the latent variables come from when the decoder runs alone. */
@FunctionalInterface
public interface LatentSource {
    /**
     * z of one group.
     *
     * @param group the group that is next, top-down
     * @param prior p(z_l | z_&lt;l), given what was chosen for the groups above
     * @return [N,Z,H,W]
     */
    NDArray latent(Hierarchy.Group group, Distribution prior);

    /** Samples of the prior; the temperature multiplies its scale. */
    static LatentSource prior(Noise noise, float temperature) {
        return (group, prior) -> prior.sample(noise, group.variable(), temperature);
    }

    /**
     * Samples of the prior with a temperature for each group.
     *
     * @param temperatures one for each group, top-down
     */
    static LatentSource prior(Noise noise, List<Float> temperatures) {
        return (group, prior) -> prior.sample(noise, group.variable(), temperatures.get(group.index()));
    }

    /** Given latents for the first groups, top-down; the rest from elsewhere. */
    static LatentSource given(List<NDArray> latents, LatentSource rest) {
        return (group, prior) -> group.index() < latents.size() ? latents.get(group.index()) : rest.latent(group, prior);
    }
}
