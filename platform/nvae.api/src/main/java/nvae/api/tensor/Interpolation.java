package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bilinear interpolation with aligned corners as matrices. */
final class Interpolation {
    private record Size(int height, int width) {}

    /** Numbers, not arrays: arrays would need an owner that outlives every step. A model has a few sizes. */
    private static final Map<Size, float[]> MAPS = new ConcurrentHashMap<>();

    private Interpolation() {}

    /**
     * The matrix [2n, n] that doubles n values along one axis: output i lies at i (n - 1) / (2n - 1) between the inputs, so that the first
     * and last values stay where they are.
     */
    static NDArray doubling(NDManager manager, long size) {
        return Tensors.create(manager, doubling(Math.toIntExact(size)), new Shape(2 * size, size));
    }

    private static float[] doubling(int size) {
        float[] matrix = new float[2 * size * size];
        for (int i = 0; i < 2 * size; i++) {
            double position = (double) i * (size - 1) / (2 * size - 1);
            int left = Math.min((int) position, size - 1);
            int right = Math.min(left + 1, size - 1);
            float share = (float) (position - left);
            matrix[i * size + left] += 1 - share;
            matrix[i * size + right] += share;
        }
        return matrix;
    }

    /** The matrix [4HW, HW] that doubles both axes of a map at once: the Kronecker product of the two. */
    static NDArray doubling(NDManager manager, long height, long width) {
        Size size = new Size(Math.toIntExact(height), Math.toIntExact(width));
        return Tensors.create(manager, MAPS.computeIfAbsent(size, Interpolation::kronecker), new Shape(4 * height * width, height * width));
    }

    private static float[] kronecker(Size size) {
        int height = size.height();
        int width = size.width();
        float[] alongH = doubling(height);
        float[] alongW = doubling(width);
        float[] matrix = new float[4 * height * width * height * width];
        int next = 0;
        for (int i = 0; i < 2 * height; i++) {
            for (int j = 0; j < 2 * width; j++) {
                for (int h = 0; h < height; h++) {
                    for (int w = 0; w < width; w++) {
                        matrix[next++] = alongH[i * height + h] * alongW[j * width + w];
                    }
                }
            }
        }
        return matrix;
    }
}
