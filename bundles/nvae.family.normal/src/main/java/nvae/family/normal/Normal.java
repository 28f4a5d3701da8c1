package nvae.family.normal;

import ai.djl.ndarray.NDArray;
import nvae.api.distribution.Distribution;
import nvae.api.tensor.Noise;

/**
 * N(mean, sigma^2), independent in every element.
 *
 * @param mean [N,Z,H,W]
 * @param sigma standard deviation, positive, [N,Z,H,W]
 */
public record Normal(NDArray mean, NDArray sigma) implements Distribution {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** The same distribution with its standard deviation multiplied by a temperature. */
    public Normal tempered(float temperature) {
        return temperature == 1 ? this : new Normal(mean, sigma.mul(temperature));
    }

    @Override
    public NDArray sample(Noise noise, String variable, float temperature) {
        NDArray epsilon = noise.normal(mean.getManager(), variable, mean.getShape());
        return tempered(temperature).sigma().mul(epsilon).add(mean);
    }

    @Override
    public NDArray logDensity(NDArray z) {
        NDArray standardized = z.sub(mean).div(sigma);
        return standardized.square().mul(-0.5).sub(sigma.log()).sub(HALF_LOG_TWO_PI);
    }

    /** {@inheritDoc} 1/2 ((mean - mean')^2 / sigma'^2 + r^2 - 1) - log r with r = sigma / sigma' (NVAE, eq. 2 before the residual form). */
    @Override
    public NDArray kl(Distribution other) {
        if (!(other instanceof Normal prior)) {
            throw new IllegalArgumentException("the KL divergence of a Normal is known to another Normal only, not to " + other);
        }
        NDArray distance = mean.sub(prior.mean).div(prior.sigma);
        NDArray ratio = sigma.div(prior.sigma);
        return distance.square().add(ratio.square()).mul(0.5).sub(0.5).sub(ratio.log());
    }
}
