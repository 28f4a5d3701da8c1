package nvae.flow.iaf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Tensors;

/**
 * Parameters of each element of z.
 *
 * @param values [N,Z,P,H,W]
 */
record PerLatent(NDArray values) {
    /** The axis of P. */
    static final int AXIS = 2;

    /**
     * The parameters of z.
     *
     * @param parameters [N,ZP,H,W], those of one latent channel side by side
     * @param z [N,Z,H,W]
     */
    static PerLatent of(NDArray parameters, NDArray z) {
        Shape s = z.getShape();
        return new PerLatent(parameters.reshape(s.get(0), s.get(1), parameters.size(1) / s.get(1), s.get(2), s.get(3)));
    }

    /** One parameter, [N,Z,H,W]. */
    NDArray get(int index) {
        return range(index, index + 1).squeeze(AXIS);
    }

    /** Parameters from one (included) to another (excluded), [N,Z,end - begin,H,W]. */
    NDArray range(int begin, int end) {
        return Tensors.slice(values, AXIS, begin, end);
    }
}
