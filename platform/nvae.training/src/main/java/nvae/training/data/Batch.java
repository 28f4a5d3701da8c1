package nvae.training.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Tensors;

/**
 * Images that are ready for a device, still on the Java heap.
 *
 * @param values in [0,1], in N,C,H,W order
 * @param shape [N,C,H,W]
 */
public record Batch(float[] values, Shape shape) {

    public NDArray on(NDManager manager) {
        return Tensors.create(manager, values, shape);
    }
}
