package nvae.study.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Randomization of signs. If there is no difference, each paired difference was as likely to come with the other sign (Fisher, The Design
 * of Experiments, 1935, section 21). All 2^n patterns of signs are gone through up to n = {@value #EXACT}; beyond, a random sample of
 * them, the same each time.
 */
final class SignFlip {
    /** The largest n of which all patterns are gone through. */
    static final int EXACT = 20;

    private static final int SAMPLES = 99_999;
    private static final long RANDOM_SEED = 1935;

    /** Numbers that differ by less than this, relative to the largest, differ by rounding. */
    private static final double ROUNDING = 1e-12;

    private final double[] differences;

    /** Of each subset that is not empty: a subset is what is flipped, or what a mean is taken of. */
    private final double[] sums;

    private final int[] sizes;

    SignFlip(double[] differences) {
        this.differences = differences;
        int subsets = differences.length <= EXACT ? (1 << differences.length) - 1 : SAMPLES;
        this.sums = new double[subsets];
        this.sizes = new int[subsets];
        if (differences.length <= EXACT) {
            addAll();
        } else {
            addSample();
        }
    }

    /** The smallest p-value that so many differences can give. */
    static double floor(int count) {
        return count <= EXACT ? Math.min(1, Math.pow(2, 1 - count)) : 1.0 / (SAMPLES + 1);
    }

    /** Two-sided: the part of all patterns whose sum is at least as far from zero as the one that was found. */
    double pValue() {
        double total = DoubleStream.of(differences).sum();
        double enough = Math.abs(total) - ROUNDING * DoubleStream.of(differences).map(Math::abs).sum();
        long asFar = DoubleStream.of(sums).filter(flipped -> Math.abs(total - 2 * flipped) >= enough).count();
        long unflipped = 1;
        return (double) (asFar + unflipped) / (sums.length + 1);
    }

    /**
     * The centres of symmetry that the test would not reject. The means of the 2^n - 1 subsets cut the line into 2^n pieces that hold the
     * centre with equal probability (Hartigan, Using subsample values as typical values, JASA 1969), so that leaving out k of them on
     * either side leaves a coverage of 1 - 2k / 2^n.
     *
     * @return with the smallest coverage that is not below the level; empty if there is none because the differences are too few
     */
    Optional<Interval> interval(double level) {
        int pieces = sums.length + 1;
        int outside = (int) Math.floor((1 - level) / 2 * pieces + ROUNDING * pieces);
        if (outside < 1) {
            return Optional.empty();
        }
        double[] means = IntStream.range(0, sums.length).mapToDouble(subset -> sums[subset] / sizes[subset]).sorted().toArray();
        return Optional.of(new Interval(means[outside - 1], means[means.length - outside], 1 - 2.0 * outside / pieces));
    }

    /** A subset is the bits of its number; its sum is that of the subset without its lowest member, plus that member. */
    private void addAll() {
        for (int subset = 1; subset <= sums.length; subset++) {
            int rest = subset & subset - 1;
            double restSum = rest == 0 ? 0 : sums[rest - 1];
            sums[subset - 1] = restSum + differences[Integer.numberOfTrailingZeros(subset)];
            sizes[subset - 1] = Integer.bitCount(subset);
        }
    }

    private void addSample() {
        SplittableRandom random = new SplittableRandom(RANDOM_SEED);
        for (int subset = 0; subset < sums.length; subset++) {
            while (sizes[subset] == 0) {
                double[] members = Arrays.stream(differences).filter(difference -> random.nextBoolean()).toArray();
                sums[subset] = DoubleStream.of(members).sum();
                sizes[subset] = members.length;
            }
        }
    }
}
