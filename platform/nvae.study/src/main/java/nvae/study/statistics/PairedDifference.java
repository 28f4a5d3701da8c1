package nvae.study.statistics;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A variant against the base, seed by seed. The same seed gives both the same data order and noise, so that what seeds have in common
 * cancels out of the difference.
 *
 * @param bySeed variant minus base, for each seed that both have finished
 * @param summary of those differences
 */
public record PairedDifference(SortedMap<Long, Double> bySeed, Summary summary) {

    /** Pairs the results of the seeds that both have. */
    public static PairedDifference of(Map<Long, Double> variant, Map<Long, Double> base) {
        SortedMap<Long, Double> differences = new TreeMap<>();
        variant.forEach((seed, value) -> {
            if (base.containsKey(seed)) {
                differences.put(seed, value - base.get(seed));
            }
        });
        return new PairedDifference(differences, Summary.of(differences.values()));
    }

    /** Number of seeds that both have. */
    public int count() {
        return summary.count();
    }

    /**
     * Student's t interval of the mean difference, with n - 1 degrees of freedom.
     *
     * @param level coverage, say 0.95
     * @return empty with fewer than two seeds: one difference says nothing about its own error
     */
    public Optional<Interval> interval(double level) {
        if (!summary.hasSpread() || !Double.isFinite(summary.sd())) {
            return Optional.empty();
        }
        double t = TDistribution.of(count() - 1).inverseSurvivalProbability((1 - level) / 2);
        double half = t * standardError();
        return Optional.of(new Interval(summary.mean() - half, summary.mean() + half, level));
    }

    /** The two-sided p-value of the paired t test of no difference; empty with fewer than two seeds. */
    public Optional<Double> pValue() {
        if (!summary.hasSpread() || !Double.isFinite(summary.sd())) {
            return Optional.empty();
        }
        if (summary.sd() == 0) {
            return Optional.of(summary.mean() == 0 ? 1.0 : 0.0);
        }
        double t = Math.abs(summary.mean()) / standardError();
        return Optional.of(2 * TDistribution.of(count() - 1).survivalProbability(t));
    }

    /** What the interval allows to say. */
    public Verdict verdict(double level, boolean lowerIsBetter) {
        Optional<Interval> interval = interval(level);
        if (interval.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        if (interval.get().contains(0)) {
            return Verdict.INCONCLUSIVE;
        }
        return summary.mean() < 0 == lowerIsBetter ? Verdict.BETTER : Verdict.WORSE;
    }

    private double standardError() {
        return summary.sd() / Math.sqrt(count());
    }
}
