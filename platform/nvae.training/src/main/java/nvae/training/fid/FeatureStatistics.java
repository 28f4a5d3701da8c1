package nvae.training.fid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import nvae.training.evaluation.DoubleArrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Mean and covariance of feature vectors, in double precision.
 *
 * @param count vectors that they are of
 * @param mean of each of the D features
 * @param covariance D x D, divided by count - 1
 */
public record FeatureStatistics(long count, double[] mean, DMatrixRMaj covariance) {
    private static final String COUNT = "count";
    private static final String MEAN = "mu";
    private static final String COVARIANCE = "sigma";

    /** D. */
    public int dimensions() {
        return mean.length;
    }

    /** Writes an npz file with {@code mu} and {@code sigma}, the names that other programs for the FID use, and {@code count}. */
    public void write(Path npz) throws IOException {
        int d = dimensions();
        new DoubleArrays(Map.of(
                COUNT, new DoubleArrays.Values(new long[] {1}, new double[] {count}),
                MEAN, new DoubleArrays.Values(new long[] {d}, mean),
                COVARIANCE, new DoubleArrays.Values(new long[] {d, d}, covariance.data))).write(npz);
    }

    /** Reads what {@link #write} wrote. */
    public static FeatureStatistics read(Path npz) throws IOException {
        DoubleArrays arrays = DoubleArrays.read(npz);
        double[] mean = arrays.values(MEAN, npz);
        double[] covariance = arrays.values(COVARIANCE, npz);
        if (covariance.length != mean.length * mean.length) {
            throw new IOException(npz + " is damaged: a covariance of " + covariance.length + " numbers for " + mean.length + " features");
        }
        return new FeatureStatistics((long) arrays.values(COUNT, npz)[0], mean, DMatrixRMaj.wrap(mean.length, mean.length, covariance));
    }

    /** Gathers statistics batch by batch. */
    public static final class Gathering {
        private long count;
        /** The first vector: sums of differences from it lose no digits where features lie far from zero. */
        private double[] origin;

        private double[] sum;
        private DMatrixRMaj products;

        /** Adds feature vectors, all of one length. */
        public void add(float[][] features) {
            if (features.length == 0) {
                return;
            }
            int d = features[0].length;
            if (origin == null) {
                origin = new double[d];
                for (int i = 0; i < d; i++) {
                    origin[i] = features[0][i];
                }
                sum = new double[d];
                products = new DMatrixRMaj(d, d);
            }
            DMatrixRMaj centred = new DMatrixRMaj(features.length, d);
            for (int row = 0; row < features.length; row++) {
                for (int i = 0; i < d; i++) {
                    double difference = features[row][i] - origin[i];
                    centred.set(row, i, difference);
                    sum[i] += difference;
                }
            }
            CommonOps_DDRM.multAddTransA(centred, centred, products);
            count += features.length;
        }

        /** @throws IllegalArgumentException if there are fewer than two vectors */
        public FeatureStatistics statistics() {
            if (count < 2) {
                throw new IllegalArgumentException("a covariance needs at least 2 images, but there are " + count);
            }
            int d = origin.length;
            double[] mean = new double[d];
            DMatrixRMaj covariance = new DMatrixRMaj(d, d);
            for (int i = 0; i < d; i++) {
                mean[i] = origin[i] + sum[i] / count;
                for (int j = 0; j < d; j++) {
                    covariance.set(i, j, (products.get(i, j) - sum[i] * sum[j] / count) / (count - 1));
                }
            }
            return new FeatureStatistics(count, mean, covariance);
        }
    }
}
