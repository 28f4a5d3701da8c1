package nvae.training.fid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrechetDistanceTest {

    /** Where covariances commute, the trace is a sum over axes: (s1 - s2)^2 for each. */
    @Test
    void ofGaussiansWithOneSetOfAxesIsTheClosedForm() {
        double[][] axes = rotation(0.7);
        FeatureStatistics a = gaussian(new double[] {1, -2}, axes, 3, 0.5);
        FeatureStatistics b = gaussian(new double[] {4, 2}, axes, 1, 2);
        assertThat(FrechetDistance.between(a, b)).isCloseTo(9 + 16 + 4 + 2.25, within(1e-12));
        assertThat(FrechetDistance.between(b, a)).isCloseTo(9 + 16 + 4 + 2.25, within(1e-12));
    }

    /** In two dimensions, tr (C1 C2)^(1/2) is the root of tr(C1 C2) + 2 root(det C1 det C2), also where they do not commute. */
    @Test
    void ofGaussiansWithDifferentAxesIsTheClosedFormOfTwoDimensions() {
        FeatureStatistics a = gaussian(new double[] {0, 0}, rotation(0.3), 3, 0.5);
        FeatureStatistics b = gaussian(new double[] {0, 0}, rotation(1.2), 2, 0.1);
        DMatrixRMaj c = a.covariance();
        DMatrixRMaj d = b.covariance();
        double product = c.get(0, 0) * d.get(0, 0) + 2 * c.get(0, 1) * d.get(0, 1) + c.get(1, 1) * d.get(1, 1);
        double cross = Math.sqrt(product + 2 * (3 * 0.5) * (2 * 0.1));
        assertThat(FrechetDistance.between(a, b)).isCloseTo(9 + 0.25 + 4 + 0.01 - 2 * cross, within(1e-12));
    }

    @Test
    void ofEqualSetsIsZeroEvenIfTheirCovarianceIsSingular() {
        float[][] few = features(5, 40, 1, 0);
        assertThat(FrechetDistance.between(statistics(few), statistics(few))).isCloseTo(0, within(1e-7));
    }

    @Test
    void ofSamplesNearsTheDistanceOfTheirDistributions() {
        double distance = FrechetDistance.between(statistics(features(40_000, 3, 1, 0)), statistics(features(40_000, 3, 2, 1)));
        assertThat(distance).isCloseTo(3 * (1 + 1), within(0.15));
    }

    @Test
    void refusesWhatCannotBeCompared() {
        FeatureStatistics three = statistics(features(9, 3, 1, 0));
        assertThatThrownBy(() -> FrechetDistance.between(three, statistics(features(9, 4, 1, 0)))).hasMessageContaining("3 and of 4");
        float[][] spoilt = features(9, 3, 1, 0);
        spoilt[4][1] = Float.NaN;
        assertThatThrownBy(() -> FrechetDistance.between(three, statistics(spoilt))).hasMessageContaining("not finite");
        assertThatThrownBy(() -> statistics(features(1, 3, 1, 0))).hasMessageContaining("at least 2 images");
    }

    @Test
    void statisticsDoNotDependOnBatchesAndLoseNoDigitsFarFromZero() {
        float[][] far = features(1000, 2, 0.5, 4096);
        FeatureStatistics.Gathering parts = new FeatureStatistics.Gathering();
        parts.add(Arrays.copyOfRange(far, 0, 10));
        parts.add(Arrays.copyOfRange(far, 10, 1000));
        FeatureStatistics whole = statistics(far);
        assertThat(parts.statistics().covariance().data).containsExactly(whole.covariance().data, within(1e-12));
        double mean = 0;
        double variance = 0;
        for (float[] row : far) {
            mean += row[1] / 1000.0;
        }
        for (float[] row : far) {
            variance += (row[1] - mean) * (row[1] - mean) / 999;
        }
        assertThat(whole.mean()[1]).isCloseTo(mean, within(1e-9));
        assertThat(whole.covariance().get(1, 1)).isCloseTo(variance, within(1e-9));
    }

    @Test
    void statisticsAreReadAsTheyWereWritten(@TempDir Path folder) throws IOException {
        FeatureStatistics written = statistics(features(50, 7, 1, 3));
        Path npz = folder.resolve("kept/statistics.npz");
        written.write(npz);
        FeatureStatistics read = FeatureStatistics.read(npz);
        assertThat(read.count()).isEqualTo(50);
        assertThat(read.mean()).isEqualTo(written.mean());
        assertThat(read.covariance().data).isEqualTo(written.covariance().data);
        Files.write(npz, Arrays.copyOf(Files.readAllBytes(npz), 200));
        assertThatThrownBy(() -> FeatureStatistics.read(npz)).isInstanceOf(IOException.class).hasMessageContaining("statistics.npz");
    }

    private static FeatureStatistics statistics(float[][] features) {
        FeatureStatistics.Gathering gathering = new FeatureStatistics.Gathering();
        gathering.add(features);
        return gathering.statistics();
    }

    private static float[][] features(int count, int size, double deviation, double mean) {
        Random random = new Random(count + size);
        float[][] features = new float[count][size];
        for (float[] row : features) {
            for (int i = 0; i < size; i++) {
                row[i] = (float) (mean + deviation * random.nextGaussian());
            }
        }
        return features;
    }

    private static double[][] rotation(double angle) {
        return new double[][] {{Math.cos(angle), Math.sin(angle)}, {-Math.sin(angle), Math.cos(angle)}};
    }

    /** A Gaussian with these standard deviations along these axes. */
    private static FeatureStatistics gaussian(double[] mean, double[][] axes, double first, double second) {
        DMatrixRMaj covariance = new DMatrixRMaj(2, 2);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                covariance.set(i, j, first * first * axes[0][i] * axes[0][j] + second * second * axes[1][i] * axes[1][j]);
            }
        }
        return new FeatureStatistics(100, mean, covariance);
    }
}
