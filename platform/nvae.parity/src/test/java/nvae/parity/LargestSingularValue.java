package nvae.parity;

import ai.djl.ndarray.NDArray;

/** The largest singular value of a weight [O, ...] seen as a matrix [O, rest], by power iteration in double precision. */
final class LargestSingularValue {
    private static final int ITERATIONS = 5000;
    private static final double SETTLED = 1e-14;

    private LargestSingularValue() {}

    static double of(NDArray weight) {
        int rows = (int) weight.getShape().get(0);
        float[] values = weight.toFloatArray();
        double[][] gram = gram(values, rows);
        double[] u = new double[rows];
        for (int i = 0; i < rows; i++) {
            u[i] = 1 + 0.1 * Math.sin(i);
        }
        double previous = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            double length = step(gram, u);
            if (Math.abs(length - previous) < SETTLED * length) {
                break;
            }
            previous = length;
        }
        return Math.sqrt(step(gram, u));
    }

    /** W W^T. */
    private static double[][] gram(float[] values, int rows) {
        int columns = values.length / rows;
        double[][] gram = new double[rows][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < columns; k++) {
                    sum += (double) values[i * columns + k] * values[j * columns + k];
                }
                gram[i][j] = sum;
                gram[j][i] = sum;
            }
        }
        return gram;
    }

    /** u becomes A u / |A u|; |A u| is returned. */
    private static double step(double[][] a, double[] u) {
        double[] next = new double[u.length];
        double square = 0;
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < u.length; j++) {
                next[i] += a[i][j] * u[j];
            }
            square += next[i] * next[i];
        }
        double length = Math.sqrt(square);
        for (int i = 0; i < u.length; i++) {
            u[i] = next[i] / length;
        }
        return length;
    }
}
