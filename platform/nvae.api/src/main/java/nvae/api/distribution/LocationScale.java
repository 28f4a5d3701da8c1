package nvae.api.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import nvae.api.tensor.Tensors;

/**
 * Location and scale of a family's distributions, each [N,Z,H,W].
 *
 * @param scale positive
 */
public record LocationScale(NDArray location, NDArray scale) {
    /** Raw parameters for each latent channel. */
    public static final int PER_LATENT = 2;

    /**
     * How raw parameters become location and scale.
     *
     * @param map gives the scale
     * @param clamp bound of the soft clamp on raw parameters; 0 for none
     * @param floor added to the scale, so that it never reaches 0
     */
    public record FromRaw(ScaleMap map, float clamp, float floor) {
        /**
         * Location and scale.
         *
         * @param raw [N,2Z,H,W], locations in the first half of the channels
         */
        public LocationScale of(NDArray raw) {
            NDList halves = Tensors.split(raw, PER_LATENT, 1);
            return new LocationScale(clamped(halves.get(0), clamp), map.scale(halves.get(1), clamp).add(floor));
        }
    }

    static NDArray clamped(NDArray raw, float bound) {
        return bound == 0 ? raw : Tensors.softClamp(raw, bound);
    }
}
