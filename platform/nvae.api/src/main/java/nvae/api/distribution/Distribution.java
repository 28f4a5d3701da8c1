package nvae.api.distribution;

import ai.djl.ndarray.NDArray;
import nvae.api.tensor.Noise;

/** A distribution of one group's latent variables, independent in every element of [N,Z,H,W]. Everything is in nats. */
public interface Distribution {
    /**
     * A reparameterized sample.
     *
     * @param noise where the noise comes from
     * @param variable the name under which noise is drawn, e.g. {@code "z3"}
     * @param temperature multiplies the scale; 1 is the distribution itself
     * @return [N,Z,H,W]
     */
    NDArray sample(Noise noise, String variable, float temperature);

    /** log density of every element of z; [N,Z,H,W]. */
    NDArray logDensity(NDArray z);

    /** KL(this || other) of every element, in closed form; [N,Z,H,W]. The other is of the same family. */
    NDArray kl(Distribution other);
}
