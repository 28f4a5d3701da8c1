package nvae.family.normal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;

/** From raw parameters, means in the first half of the channels and scales in the second, to a {@link Normal}. */
record NormalParameters(ScaleMap scale, SoftClamp clamp, float floor) {
    static final int PER_LATENT = 2;

    static NormalParameters of(Options options) {
        NormalOptions chosen = options.as(NormalOptions.class);
        return new NormalParameters(ScaleMap.named(chosen.scale()), new SoftClamp((float) chosen.clamp()), (float) chosen.floor());
    }

    /**
     * The distribution.
     *
     * @param raw [N,2Z,H,W]
     */
    Normal normal(NDArray raw) {
        NDList halves = Tensors.split(raw, PER_LATENT, 1);
        return new Normal(clamp.of(halves.get(0)), scale.sigma(halves.get(1), clamp).add(floor));
    }
}
