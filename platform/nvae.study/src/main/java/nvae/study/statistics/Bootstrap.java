package nvae.study.statistics;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The bootstrap of a mean: values drawn anew, with replacement, from those found. All n^n draws are gone through up to n = {@value #EXACT};
 * beyond, a random sample of them, the same each time. With few values its intervals are too narrow, since they cannot leave the range of
 * what was found.
 */
final class Bootstrap {
    /** The largest n of which all n^n draws are gone through. */
    static final int EXACT = 6;

    private static final int SAMPLES = 20_000;
    private static final long RANDOM_SEED = 1979;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double[] values;
    private final double mean;
    private final double[] means;

    Bootstrap(double[] values) {
        this.values = values;
        this.mean = DoubleStream.of(values).average().orElse(Double.NaN);
        this.means = (values.length <= EXACT ? allMeans() : sampledMeans()).sorted().toArray();
    }

    /** The quantiles of the drawn means (Efron, 1979); empty with fewer than two values. */
    Optional<Interval> percentile(double level) {
        double tail = (1 - level) / 2;
        return values.length < 2 ? Optional.empty() : Optional.of(new Interval(quantileFromBelow(tail), quantileFromAbove(tail), level));
    }

    /** The quantiles corrected for bias and skewness (Efron, Better bootstrap confidence intervals, JASA 1987: BCa). */
    Optional<Interval> corrected(double level) {
        double bias = bias();
        if (values.length < 2 || !Double.isFinite(bias)) {
            return percentile(level);
        }
        double z = NORMAL.inverseCumulativeProbability((1 - level) / 2);
        double below = shifted(z, bias);
        double above = 1 - shifted(-z, bias);
        return Optional.of(new Interval(quantileFromBelow(below), quantileFromAbove(above), level));
    }

    /** The probability whose quantile stands for the normal quantile z. */
    private double shifted(double z, double bias) {
        double acceleration = acceleration();
        return NORMAL.cumulativeProbability(bias + (bias + z) / (1 - acceleration * (bias + z)));
    }

    /** How far the median of the drawn means lies from the mean found, in normal quantiles; equal ones count half. */
    private double bias() {
        double below = DoubleStream.of(means).map(drawn -> drawn < mean ? 1 : drawn == mean ? 0.5 : 0).sum();
        return NORMAL.inverseCumulativeProbability(below / means.length);
    }

    /** A sixth of the skewness of the mean, by the jackknife; the leave-one-out means deviate as the values do, with the other sign. */
    private double acceleration() {
        double cubes = DoubleStream.of(values).map(value -> Math.pow(value - mean, 3)).sum();
        double squares = DoubleStream.of(values).map(value -> Math.pow(value - mean, 2)).sum();
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private double quantileFromBelow(double tail) {
        return means[index(tail)];
    }

    private double quantileFromAbove(double tail) {
        return means[means.length - 1 - index(tail)];
    }

    private int index(double tail) {
        return Math.min(means.length - 1, (int) Math.floor(tail * means.length));
    }

    /** A draw is its number written to the base n. */
    private DoubleStream allMeans() {
        int n = values.length;
        return IntStream.range(0, (int) Math.pow(n, n)).mapToDouble(number -> {
            double sum = 0;
            for (int i = 0, rest = number; i < n; i++, rest /= n) {
                sum += values[rest % n];
            }
            return sum / n;
        });
    }

    private DoubleStream sampledMeans() {
        SplittableRandom random = new SplittableRandom(RANDOM_SEED);
        return DoubleStream.generate(() -> random.ints(values.length, 0, values.length).mapToDouble(i -> values[i]).sum() / values.length)
                .limit(SAMPLES);
    }
}
