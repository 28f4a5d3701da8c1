package nvae.family.laplace;

import ai.djl.ndarray.NDArray;
import nvae.api.distribution.Distribution;
import nvae.api.tensor.Noise;

/**
 * The Laplace distribution with density exp(-|z - location| / scale) / (2 scale), independent in every element.
 *
 * @param location [N,Z,H,W]
 * @param scale positive, [N,Z,H,W]
 */
public record Laplace(NDArray location, NDArray scale) implements Distribution {

    @Override
    public NDArray sample(Noise noise, String variable, float temperature) {
        NDArray epsilon = noise.laplace(location.getManager(), variable, location.getShape());
        return scale.mul(epsilon.mul(temperature)).add(location);
    }

    @Override
    public NDArray logDensity(NDArray z) {
        return z.sub(location).abs().div(scale).add(scale.mul(2).log()).neg();
    }

    /** {@inheritDoc} With d the distance of the locations and b, b' the scales: (b exp(-d / b) + d) / b' + log(b' / b) - 1. */
    @Override
    public NDArray kl(Distribution other) {
        if (!(other instanceof Laplace prior)) {
            throw new IllegalArgumentException("the KL divergence of a Laplace is known to another Laplace only, not to " + other);
        }
        NDArray distance = location.sub(prior.location).abs();
        NDArray reach = scale.mul(distance.div(scale).neg().exp()).add(distance);
        return reach.div(prior.scale).sub(scale.div(prior.scale).log()).sub(1);
    }
}
