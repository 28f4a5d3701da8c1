package nvae.study.plan;

import java.util.List;
import java.util.Objects;
import nvae.study.statistics.Inference;

/**
 * The metrics that a study is about.
 *
 * @param primary the one that variants are compared by
 * @param report the columns of the report's main table, {@code primary} among them
 * @param inference how differences of the primary metric are judged
 */
public record Metrics(Metric primary, List<Metric> report, Inference inference) {
    /** Judged as if nothing was said about it. */
    public Metrics(Metric primary, List<Metric> report) {
        this(primary, report, Inference.DEFAULT);
    }

    public Metrics {
        report = List.copyOf(report);
        // Plans that were written before there was a choice do not hold one.
        inference = Objects.requireNonNullElse(inference, Inference.DEFAULT);
    }
}
