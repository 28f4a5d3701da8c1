package nvae.family.normal;

import ai.djl.ndarray.NDArray;
import nvae.api.tensor.Tensors;

/**
 * Keeps raw parameters within a bound without a gradient that vanishes near 0.
 *
 * @param bound 0 for no bound
 */
record SoftClamp(float bound) {
    NDArray of(NDArray raw) {
        return bound == 0 ? raw : Tensors.softClamp(raw, bound);
    }
}
