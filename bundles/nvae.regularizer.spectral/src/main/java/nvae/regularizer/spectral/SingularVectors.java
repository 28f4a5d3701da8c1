package nvae.regularizer.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;
import nvae.api.tensor.Streams;
import nvae.api.tensor.Tensors;

/**
 * Singular vectors of the largest singular value of K matrices of one shape, each of length 1.
 *
 * @param left [K,O,1]
 * @param right [K,rest,1]
 */
record SingularVectors(NDArray left, NDArray right) {
    /**
     * So many iterations multiply a vector by the fourth power of a singular value, whose square the norm holds in float32 up to
     * values of 60,000: vectors need to be brought back to length 1 that seldom.
     */
    private static final int ITERATIONS_BETWEEN_NORMALIZATIONS = 2;

    /**
     * Power iteration.
     *
     * @param matrices [K,O,rest], constants
     * @param start left vectors to go on from, [K,O,1]
     */
    static SingularVectors of(NDArray matrices, NDArray start, int iterations) {
        NDArray transposed = matrices.transpose(0, 2, 1);
        NDArray left = start;
        NDArray right = null;
        for (int i = 1; i <= iterations; i++) {
            right = Tensors.timesVectors(transposed, left);
            left = Tensors.timesVectors(matrices, right);
            if (i % ITERATIONS_BETWEEN_NORMALIZATIONS == 0 || i == iterations) {
                left = normalized(left);
            }
        }
        return new SingularVectors(left, normalized(right));
    }

    /** The sum of u^T W v over the matrices [K,O,rest]: of their largest singular values, as far as these are their vectors; a scalar. */
    NDArray sumOfValues(NDArray matrices) {
        return Tensors.timesVectors(matrices, right).mul(left).sum();
    }

    /** Random left vectors of length 1, [K,O,1]. */
    static NDArray start(MatrixShape shape, int matrices, NDManager manager, long seed) {
        RandomGenerator random = Streams.of(seed, 0, "spectral/" + shape);
        float[] values = new float[Math.toIntExact(matrices * shape.rows())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        try (NDManager temporary = manager.newSubManager()) {
            NDArray u = normalized(Tensors.create(temporary, values, new Shape(matrices, shape.rows(), 1)));
            u.attach(manager);
            return u;
        }
    }

    /** Vectors of length 1; zero stays zero. */
    private static NDArray normalized(NDArray vectors) {
        return vectors.div(vectors.norm(new int[] {1}, true).maximum(Float.MIN_NORMAL));
    }
}
