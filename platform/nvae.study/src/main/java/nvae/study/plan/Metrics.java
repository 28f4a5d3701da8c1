package nvae.study.plan;

import java.util.List;

/**
 * The metrics that a study is about.
 *
 * @param primary the one that variants are compared by
 * @param report the columns of the report's main table, {@code primary} among them
 */
public record Metrics(Metric primary, List<Metric> report) {
    public Metrics {
        report = List.copyOf(report);
    }
}
