package nvae.family.normal;

import ai.djl.ndarray.NDArray;
import nvae.api.distribution.LocationScale;
import nvae.api.distribution.ScaleMap;
import nvae.api.part.Options;

/** From raw parameters, means in the first half of the channels and scales in the second, to a {@link Normal}. */
record NormalParameters(LocationScale.FromRaw raw) {

    static NormalParameters of(Options options) {
        NormalOptions chosen = options.as(NormalOptions.class);
        return new NormalParameters(
                new LocationScale.FromRaw(ScaleMap.named(chosen.scale()), (float) chosen.clamp(), (float) chosen.floor()));
    }

    /**
     * The distribution.
     *
     * @param parameters [N,2Z,H,W]
     */
    Normal normal(NDArray parameters) {
        LocationScale meanAndSigma = raw.of(parameters);
        return new Normal(meanAndSigma.location(), meanAndSigma.scale());
    }
}
