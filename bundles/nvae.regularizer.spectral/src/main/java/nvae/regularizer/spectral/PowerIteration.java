package nvae.regularizer.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import nvae.api.tensor.Tensors;

/**
 * Power iteration on K matrices of one shape at once. The left singular vectors are kept from call to call: weights move little in a
 * step, so a few iterations a step follow them.
 */
final class PowerIteration {
    private final MatrixShape shape;
    private final NDArray u;

    /**
     * Goes on from given vectors.
     *
     * @param u [K,O,1], moved in place by every call
     */
    PowerIteration(MatrixShape shape, NDArray u) {
        this.shape = shape;
        this.u = u;
    }

    /** Starts from random unit vectors. */
    static PowerIteration start(MatrixShape shape, int matrices, NDManager manager, long seed) {
        return new PowerIteration(shape, SingularVectors.start(shape, matrices, manager, seed));
    }

    /** The kept vectors, [K,O,1]. */
    NDArray u() {
        return u;
    }

    /**
     * The sum of sigma = u^T W v over the matrices, close to the sum of their largest singular values. Gradients flow through W alone:
     * d sigma / dW = u v^T (Yoshida and Miyato, 2017, section 3.1).
     *
     * @param weights K arrays [O, ...]
     * @return a scalar
     */
    NDArray sumOfLargest(NDList weights, int iterations) {
        NDArray w = shape.matrices(weights);
        SingularVectors found = SingularVectors.of(Tensors.stopGradient(w), u, iterations);
        Tensors.set(u, found.left());
        return found.sumOfValues(w);
    }
}
