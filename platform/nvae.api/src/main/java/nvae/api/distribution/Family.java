package nvae.api.distribution;

import ai.djl.ndarray.NDArray;

/** A family of priors p(z_l | z_&lt;l) and posteriors q(z_l | z_&lt;l, x), made from the raw outputs of the samplers. */
public interface Family {
    /** Raw parameters for each latent channel; the samplers' convolutions have this times Z channels. */
    int parametersPerLatent();

    /** The prior from raw parameters [N, kZ, H, W]. The first group's raw parameters are zero. */
    Distribution prior(NDArray raw);

    /**
     * The posterior.
     *
     * @param rawPrior raw parameters of the prior, [N, kZ, H, W]; a residual family moves away from them
     * @param rawEncoder outputs of the encoder's sampler, [N, kZ, H, W]
     */
    Distribution posterior(NDArray rawPrior, NDArray rawEncoder);
}
