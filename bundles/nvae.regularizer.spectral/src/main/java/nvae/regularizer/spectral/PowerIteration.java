package nvae.regularizer.spectral;

import ai.djl.ndarray.NDArray;
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
    /**
     * So many iterations multiply a vector by the fourth power of a singular value, whose square the norm holds in float32 up to
     * values of 60,000: vectors need to be brought back to length 1 that seldom.
     */
    private static final int ITERATIONS_BETWEEN_NORMALIZATIONS = 2;

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
            NDArray u = normalized(Tensors.create(temporary, values, new Shape(matrices, shape.rows(), 1)));
            u.attach(manager);
            return new PowerIteration(shape, u);
        }
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
        NDArray w = matrices(weights);
        NDArray constant = Tensors.stopGradient(w);
        NDArray transposed = constant.transpose(0, 2, 1);
        NDArray left = u;
        NDArray right = null;
        for (int i = 1; i <= iterations; i++) {
            right = transposed.matMul(left);
            left = constant.matMul(right);
            if (i % ITERATIONS_BETWEEN_NORMALIZATIONS == 0 || i == iterations) {
                left = normalized(left);
            }
        }
        Tensors.set(u, left);
        return w.matMul(normalized(right)).mul(left).sum();
    }

    /** [K,O,rest]. Equal weights are joined before they are reshaped, which costs one copy instead of K. */
    private NDArray matrices(NDList weights) {
        Shape first = weights.head().getShape();
        boolean equal = weights.stream().allMatch(weight -> weight.getShape().equals(first));
        NDList joinable = equal ? weights : new NDList(weights.stream().map(w -> w.reshape(shape.rows(), shape.columns())).toList());
        return Tensors.concat(joinable, 0).reshape(weights.size(), shape.rows(), shape.columns());
    }

    /** Vectors of length 1; zero stays zero. */
    private static NDArray normalized(NDArray vectors) {
        return vectors.div(vectors.norm(new int[] {1}, true).maximum(Float.MIN_NORMAL));
    }
}
