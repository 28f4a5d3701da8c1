package nvae.regularizer.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;
import nvae.api.tensor.Streams;
import nvae.api.tensor.Tensors;

/**
 * Power iteration on K matrices of one shape at once. The left singular vectors are kept from call to call: weights move little in a
 * step, so a few iterations a step follow them.
 */
final class PowerIteration {
    /** Vectors shorter than this are not stretched to length 1. */
    private static final float EPSILON = 1e-3f;

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
        RandomGenerator random = Streams.of(seed, 0, "spectral/" + shape);
        float[] values = new float[Math.toIntExact(matrices * shape.rows())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        try (NDManager temporary = manager.newSubManager()) {
            NDArray u = normalized(temporary.create(values, new Shape(matrices, shape.rows(), 1)));
            u.attach(manager);
            return new PowerIteration(shape, u);
        }
    }

    /** The kept vectors, [K,O,1]. */
    NDArray u() {
        return u;
    }

    /**
     * sigma = u^T W v of each matrix. Gradients flow through W alone: d sigma / dW = u v^T (Yoshida and Miyato, 2017, section 3.1).
     *
     * @param weights K arrays [O, ...]
     * @return [K,1,1], close to the largest singular values
     */
    NDArray largestSingularValues(NDList weights, int iterations) {
        NDArray w = matrices(weights);
        NDArray constant = Tensors.stopGradient(w);
        NDArray transposed = constant.transpose(0, 2, 1);
        NDArray left = u;
        NDArray right = null;
        for (int i = 0; i < iterations; i++) {
            right = normalized(transposed.matMul(left));
            left = normalized(constant.matMul(right));
        }
        left.copyTo(u);
        return w.matMul(right).mul(left).sum(new int[] {1}, true);
    }

    private NDArray matrices(NDList weights) {
        NDList rows = new NDList(weights.size());
        weights.forEach(weight -> rows.add(weight.reshape(1, shape.rows(), shape.columns())));
        return rows.size() == 1 ? rows.head() : NDArrays.concat(rows, 0);
    }

    private static NDArray normalized(NDArray vectors) {
        return vectors.div(vectors.norm(new int[] {1}, true).maximum(EPSILON));
    }
}
