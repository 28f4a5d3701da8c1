package nvae.study.report;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nvae.study.plan.Metric;
import nvae.study.report.markup.Numbers;
import nvae.study.statistics.Comparison;
import nvae.study.statistics.Inference;
import nvae.study.statistics.Interval;
import nvae.study.statistics.PairedDifference;
import nvae.study.statistics.Verdict;

/**
 * The study's main table, before any lay-out.
 *
 * @param primary the metric that variants are compared by
 * @param others further metrics of quality
 * @param costs size, time and memory
 * @param inference how differences are judged
 */
record ResultTable(MetricColumn primary, List<MetricColumn> others, List<MetricColumn> costs, List<Row> rows, Inference inference) {
    private static final List<Metric> COSTS =
            List.of(Metric.PARAMETERS, Metric.SECONDS_PER_STEP, Metric.SECONDS, Metric.PEAK_MEMORY_BYTES);

    /**
     * A variant's row.
     *
     * @param comparison with the base; empty for the base itself, and where they have no finished seed in common
     */
    record Row(VariantResult result, List<Change> changes, Optional<Comparison> comparison) {
        Optional<PairedDifference> difference() {
            return comparison.map(Comparison::difference);
        }

        Optional<Interval> interval() {
            return comparison.flatMap(Comparison::interval);
        }

        Verdict verdict() {
            return comparison.map(Comparison::verdict).orElse(Verdict.UNKNOWN);
        }

        /** The verdict for a person; empty without one. */
        String finding() {
            return comparison.map(Comparison::finding).orElse("");
        }

        boolean isBase() {
            return result.variant().isBase();
        }

        /** As {@code 2/3}: finished of planned seeds. */
        String seeds() {
            return result.done() + "/" + result.entries().size();
        }
    }

    static ResultTable of(StudyRecord study) {
        List<VariantResult> results = study.results();
        Set<Metric> others = new LinkedHashSet<>(study.plan().metrics().report());
        others.add(Metric.BITS_PER_DIMENSION);
        others.remove(study.primary());
        COSTS.forEach(others::remove);
        List<Metric> costs = new ArrayList<>(COSTS);
        costs.remove(study.primary());
        return new ResultTable(MetricColumn.of(study.primary(), results), columns(others, results), columns(costs, results), rows(study),
                study.inference());
    }

    /** Columns that no finished trial has a value for are left out. */
    private static List<MetricColumn> columns(Iterable<Metric> metrics, List<VariantResult> results) {
        List<MetricColumn> columns = new ArrayList<>();
        for (Metric metric : metrics) {
            if (results.stream().anyMatch(result -> !result.bySeed(metric).isEmpty())) {
                columns.add(MetricColumn.of(metric, results));
            }
        }
        return columns;
    }

    private static List<Row> rows(StudyRecord study) {
        Iterator<Comparison> comparisons =
                study.inference().judge(study.changed().stream().map(study::difference).toList(), study.lowerIsBetter()).iterator();
        return study.results().stream()
                .map(result -> row(study, result, result.variant().isBase() ? Optional.empty() : Optional.of(comparisons.next())))
                .toList();
    }

    private static Row row(StudyRecord study, VariantResult result, Optional<Comparison> comparison) {
        List<Change> changes = study.base().entries().isEmpty() ? List.of()
                : Change.of(result.variant().changes(), study.base().entries().get(0).trial().configuration());
        return new Row(result, changes, comparison.filter(judged -> judged.difference().count() > 0));
    }

    /** As {@code 95 %}. */
    String level() {
        return Numbers.percent(inference.confidence());
    }

    /** All columns of metrics, the primary one first. */
    List<MetricColumn> metrics() {
        List<MetricColumn> all = new ArrayList<>(List.of(primary));
        all.addAll(others);
        all.addAll(costs);
        return all;
    }

    /** The difference's mean, in the primary column's unit; empty for the base. */
    String difference(Row row) {
        return row.difference().map(paired -> primary.signed(paired.summary().mean())).orElse("");
    }

    /** The difference's interval, in the primary column's unit; empty where there is none. */
    String interval(Row row) {
        return row.interval().map(primary::interval).orElse("");
    }

    /** The p-value after Holm's correction; empty where there is none. */
    String p(Row row) {
        return row.comparison().filter(comparison -> comparison.pValue().isPresent())
                .map(comparison -> Numbers.probability(comparison.corrected())).orElse("");
    }
}
