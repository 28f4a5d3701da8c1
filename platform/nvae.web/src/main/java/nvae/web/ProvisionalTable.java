package nvae.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Metric;
import nvae.study.plan.Plan;
import nvae.study.plan.Variant;
import nvae.study.statistics.Inference;
import nvae.study.statistics.Interval;
import nvae.study.statistics.PairedDifference;
import nvae.study.statistics.Summary;

/** The primary metric of each variant over the seeds that are done by now. */
final class ProvisionalTable {
    private ProvisionalTable() {}

    /**
     * A variant.
     *
     * @param done seeds that are done, of {@code planned}
     * @param difference to the base, over the seeds that both have; null for the base and where they have none in common
     * @param low of the study's interval of the difference; null with too few seeds for one
     */
    record Row(String label, int done, int planned, Double mean, Double sd, Double difference, Double low, Double high) {}

    /** The rows, the base first. */
    static List<Row> of(Plan plan, List<TrialEntry> entries) {
        Metric primary = plan.metrics().primary();
        Map<Long, Double> base = bySeed(Variant.BASE, primary, entries);
        return plan.variants().stream().filter(variant -> !variant.isDuplicate())
                .map(variant -> row(variant, bySeed(variant.label(), primary, entries), base, plan))
                .toList();
    }

    private static Row row(Variant variant, Map<Long, Double> values, Map<Long, Double> base, Plan plan) {
        Summary summary = Summary.of(values.values());
        PairedDifference paired = PairedDifference.of(values, base);
        Inference inference = plan.metrics().inference();
        Optional<Interval> interval = variant.isBase() ? Optional.empty() : paired.interval(inference.interval(), inference.confidence());
        return new Row(variant.label(), values.size(), plan.trialsOf(variant).size(), StudyView.finite(summary.mean()),
                StudyView.finite(summary.sd()),
                variant.isBase() ? null : StudyView.finite(paired.summary().mean()),
                interval.map(Interval::low).orElse(null), interval.map(Interval::high).orElse(null));
    }

    private static Map<Long, Double> bySeed(String variant, Metric metric, List<TrialEntry> entries) {
        Map<Long, Double> bySeed = new TreeMap<>();
        for (TrialEntry entry : entries) {
            Double value = entry.outcome().metrics().get(metric.key());
            if (entry.inPlan() && entry.trial().variant().equals(variant) && entry.state() == TrialState.DONE && value != null) {
                bySeed.put(entry.trial().seed(), value);
            }
        }
        return bySeed;
    }
}
