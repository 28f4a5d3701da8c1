package nvae.study.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Metric;
import nvae.study.plan.Variant;
import nvae.study.statistics.Summary;

/**
 * A variant and its trials, one a seed.
 *
 * @param entries in the order of the plan's seeds
 */
record VariantResult(Variant variant, List<TrialEntry> entries) {

    String label() {
        return variant.label();
    }

    /** A finished trial's value of a metric, by seed. Trials that do not report it are left out. */
    Map<Long, Double> bySeed(Metric metric) {
        Map<Long, Double> bySeed = new TreeMap<>();
        for (TrialEntry entry : entries) {
            Double value = entry.outcome().metrics().get(metric.key());
            if (entry.state() == TrialState.DONE && value != null) {
                bySeed.put(entry.trial().seed(), value);
            }
        }
        return bySeed;
    }

    Summary summary(Metric metric) {
        return Summary.of(bySeed(metric).values());
    }

    long count(Predicate<TrialState> state) {
        return entries.stream().filter(entry -> state.test(entry.state())).count();
    }

    long done() {
        return count(state -> state == TrialState.DONE);
    }

    /** KL of each group, top-down, nats per image: the mean over finished seeds. Empty if none has finished. */
    List<Double> klPerGroup() {
        List<List<Double>> seeds = entries.stream().filter(entry -> entry.state() == TrialState.DONE)
                .map(entry -> entry.outcome().klPerGroup()).filter(kl -> !kl.isEmpty()).toList();
        if (seeds.isEmpty()) {
            return List.of();
        }
        int groups = seeds.stream().mapToInt(List::size).min().orElse(0);
        return IntStream.range(0, groups)
                .mapToObj(group -> Summary.of(seeds.stream().map(kl -> kl.get(group)).toList()).mean()).toList();
    }
}
