package nvae.training.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedArrays;

/**
 * The gradients of one step.
 *
 * @param arrays in the order of the trainable parameters
 * @param groups joins them
 */
record Gradients(NDList arrays, List<JoinedArrays> groups) {

    /** The L2 norm over all of them, [1]; not finite if one of their values is not. */
    NDArray norm() {
        NDList squares = new NDList(groups.size());
        groups.forEach(group -> squares.add(group.join(arrays).square().sum().reshape(1)));
        return Tensors.concat(squares, 0).sum().sqrt().reshape(1);
    }

    /** Brings every value into [-bound, bound], in place. */
    void clipValues(float bound) {
        arrays.forEach(array -> Tensors.set(array, array.clip(-bound, bound)));
    }

    /**
     * Scales all of them down to a norm, in place; smaller ones stay as they are.
     *
     * @param norm theirs, [1]
     * @param bound positive
     */
    void clipNorm(NDArray norm, double bound) {
        NDArray factor = norm.maximum(bound).pow(-1).mul(bound);
        arrays.forEach(array -> array.muli(factor));
    }
}
