package nvae.study.statistics;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** This minus another difference, over the seeds that both have. */
    public PairedDifference minus(PairedDifference other) {
        return of(bySeed, other.bySeed);
    }

    /** Number of seeds that both have. */
    public int count() {
        return summary.count();
    }

    /** The interval of the mean difference; empty with fewer than two seeds: one difference says nothing about its own error. */
    public Optional<Interval> interval(IntervalMethod method, double level) {
        return method.interval(values(), level);
    }

    /** The two-sided p-value of no difference; empty with fewer than two seeds. */
    public Optional<Double> pValue(PairedTest test) {
        return test.pValue(values());
    }

    private Collection<Double> values() {
        return bySeed.values();
    }
}
