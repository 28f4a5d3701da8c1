package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import nvae.api.distribution.Distribution;
import nvae.api.tensor.Tensors;

/**
 * What happened at one group z_l on the way down. N counts images times posterior samples.
 *
 * @param prior p(z_l | z_&lt;l)
 * @param posterior q(z_l | z_&lt;l, x) before any flow
 * @param sample the posterior's sample before any flow, [N,Z,H,W]
 * @param latent z_l as the decoder gets it, after the flows, [N,Z,H,W]; the sample itself where there is no flow
 * @param logDeterminant of the flows' Jacobian element by element, [N,Z,H,W]; null where there is no flow
 * @param kl KL(q || p) of every element in nats, [N,Z,H,W]: in closed form, or log q - log p at the sample where there is a flow
 */
public record GroupPass(
        Distribution prior, Distribution posterior, NDArray sample, NDArray latent, NDArray logDeterminant, NDArray kl) {

    static GroupPass withoutFlow(Distribution prior, Distribution posterior, NDArray sample) {
        return new GroupPass(prior, posterior, sample, sample, null, posterior.kl(prior));
    }

    static GroupPass withFlow(Distribution prior, Distribution posterior, NDArray sample, NDArray latent, NDArray logDeterminant) {
        NDArray logPosterior = posterior.logDensity(sample).sub(logDeterminant);
        NDArray kl = logPosterior.sub(prior.logDensity(latent));
        return new GroupPass(prior, posterior, sample, latent, logDeterminant, kl);
    }

    /** KL(q || p) of every image in nats, [N]. */
    public NDArray klPerImage() {
        return Tensors.sumPerImage(kl);
    }

    /** log q(z_l | z_&lt;l, x) at the sample in nats, [N]. */
    public NDArray logPosterior() {
        NDArray logDensity = posterior.logDensity(sample);
        return Tensors.sumPerImage(logDeterminant == null ? logDensity : logDensity.sub(logDeterminant));
    }

    /** log p(z_l | z_&lt;l) at the sample in nats, [N]. */
    public NDArray logPrior() {
        return Tensors.sumPerImage(prior.logDensity(latent));
    }

    /** {@link #logPrior} and {@link #logPosterior}. */
    public NDList logDensities() {
        return new NDList(logPrior(), logPosterior());
    }
}
