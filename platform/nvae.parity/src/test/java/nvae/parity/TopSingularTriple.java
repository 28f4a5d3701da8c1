package nvae.parity;

import ai.djl.ndarray.NDArray;

/**
 * The largest singular value of a weight [O, ...] seen as a matrix [O, rest], and its left vector, by power iteration in double precision.
 *
 * @param sigma the singular value
 * @param left u, of length 1, [O]
 */
record TopSingularTriple(double sigma, double[] left) {
    private static final int MOST_ITERATIONS = 20_000;
    private static final double SETTLED = 1e-11;

    static TopSingularTriple of(NDArray weight) {
        int rows = (int) weight.getShape().get(0);
        double[][] gram = gram(weight.toFloatArray(), rows);
        double[] u = new double[rows];
        for (int i = 0; i < rows; i++) {
            u[i] = 1 + 0.1 * Math.sin(i);
        }
        double square = 0;
        double moved = 1;
        for (int i = 0; i < MOST_ITERATIONS && moved > SETTLED; i++) {
            double[] next = product(gram, u);
            square = length(next);
            moved = 0;
            for (int j = 0; j < rows; j++) {
                next[j] /= square;
                moved = Math.max(moved, Math.abs(next[j] - u[j]));
            }
            u = next;
        }
        return new TopSingularTriple(Math.sqrt(square), u);
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

    private static double[] product(double[][] a, double[] u) {
        double[] result = new double[u.length];
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < u.length; j++) {
                result[i] += a[i][j] * u[j];
            }
        }
        return result;
    }

    private static double length(double[] u) {
        double square = 0;
        for (double value : u) {
            square += value * value;
        }
        return Math.sqrt(square);
    }
}
