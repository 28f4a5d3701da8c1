package nvae.family.laplace;

import ai.djl.ndarray.NDArray;
import nvae.api.distribution.LocationScale;
import nvae.api.distribution.ScaleMap;
import nvae.api.part.Options;

/** From raw parameters, locations in the first half of the channels and scales in the second, to a {@link Laplace}. */
record LaplaceParameters(LocationScale.FromRaw raw) {

    static LaplaceParameters of(Options options) {
        LaplaceOptions chosen = options.as(LaplaceOptions.class);
        return new LaplaceParameters(
                new LocationScale.FromRaw(ScaleMap.named(chosen.scale()), (float) chosen.clamp(), (float) chosen.floor()));
    }

    /**
     * The distribution.
     *
     * @param parameters [N,2Z,H,W]
     */
    Laplace laplace(NDArray parameters) {
        LocationScale locationAndScale = raw.of(parameters);
        return new Laplace(locationAndScale.location(), locationAndScale.scale());
    }
}
