package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Tensors;

/**
 * One golden array.
 *
 * @param name its name in the case, e.g. {@code grad.param.weight}
 * @param noise the reference's own rounding noise: the largest difference between its float32 and float64 values; 0 where none is given
 * @param maxAbs the largest absolute value
 * @param expected whether it is something to reproduce rather than something to start from
 */
record GoldenArray(String name, Shape shape, float[] values, double noise, double maxAbs, boolean expected) {
    /** The array in a manager. */
    NDArray in(NDManager manager) {
        return Tensors.create(manager, values, shape);
    }

    /** The only value. */
    float scalar() {
        if (values.length != 1) {
            throw new IllegalStateException(name + " has the shape " + shape + ": no scalar");
        }
        return values[0];
    }
}
