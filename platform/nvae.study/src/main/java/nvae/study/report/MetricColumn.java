package nvae.study.report;

import java.util.List;
import nvae.study.plan.Metric;
import nvae.study.report.markup.Numbers;
import nvae.study.statistics.Interval;
import nvae.study.statistics.Summary;

/**
 * A metric as a column of a table: in one unit that suits all of its values, with one number of decimals.
 *
 * @param unit empty for a plain count
 * @param factor from the metric's own unit to this one
 */
record MetricColumn(Metric metric, String unit, double factor, int decimals) {
    private static final double GIB = 1 << 30;
    private static final double MIB = 1 << 20;

    /** The column for these rows. */
    static MetricColumn of(Metric metric, List<VariantResult> rows) {
        double largest = rows.stream().mapToDouble(row -> row.summary(metric).mean())
                .filter(Double::isFinite).map(Math::abs).max().orElse(0);
        return switch (metric) {
            case PARAMETERS -> largest >= 1e6 ? new MetricColumn(metric, "M", 1e-6, 2) : new MetricColumn(metric, "k", 1e-3, 1);
            case PEAK_MEMORY_BYTES -> largest >= GIB
                    ? new MetricColumn(metric, "GiB", 1 / GIB, 2)
                    : new MetricColumn(metric, "MiB", 1 / MIB, 0);
            case SECONDS -> seconds(metric, largest);
            case SECONDS_PER_STEP -> largest < 1 ? new MetricColumn(metric, "ms", 1e3, 1) : new MetricColumn(metric, "s", 1, 2);
            case BITS_PER_DIMENSION -> new MetricColumn(metric, "", 1, 4);
            case IMAGES_PER_SECOND, ACTIVE_UNITS, SKIPPED_STEPS -> new MetricColumn(metric, metric.unit(), 1, 1);
            default -> new MetricColumn(metric, metric.unit(), 1, 2);
        };
    }

    private static MetricColumn seconds(Metric metric, double largest) {
        if (largest >= 2 * 3600) {
            return new MetricColumn(metric, "h", 1.0 / 3600, 2);
        }
        return largest >= 300 ? new MetricColumn(metric, "min", 1.0 / 60, 1) : new MetricColumn(metric, "s", 1, 1);
    }

    /** The column's head, without the unit. */
    String title() {
        return switch (metric) {
            case TEST_NELBO -> "test NELBO";
            case TEST_NLL -> "test NLL";
            case BITS_PER_DIMENSION -> "bits/dim";
            case TRAIN_NELBO -> "train NELBO";
            case RECON -> "recon.";
            case KL -> "KL";
            case ACTIVE_UNITS -> "active units";
            case SKIPPED_STEPS -> "skipped steps";
            case PARAMETERS -> "parameters";
            case SECONDS -> "training";
            case SECONDS_PER_STEP -> "step";
            case IMAGES_PER_SECOND -> "images";
            case PEAK_MEMORY_BYTES -> "memory";
        };
    }

    /** The head with its unit. */
    String titleAndUnit() {
        return unit.isEmpty() ? title() : title() + " (" + unit + ")";
    }

    String mean(VariantResult row) {
        return number(row.summary(metric).mean());
    }

    /** The standard deviation over seeds; empty where there is none. */
    String sd(VariantResult row) {
        Summary summary = row.summary(metric);
        return summary.hasSpread() ? number(summary.sd()) : "";
    }

    /** Mean, and standard deviation if there is one. */
    String meanAndSd(VariantResult row) {
        String sd = sd(row);
        return sd.isEmpty() ? mean(row) : mean(row) + " ± " + sd;
    }

    /** A value of this metric, in the metric's own unit. */
    String number(double value) {
        return Numbers.fixed(value * factor, decimals);
    }

    /** A difference of this metric, with its sign. */
    String signed(double difference) {
        return Numbers.signed(difference * factor, decimals);
    }

    /** An interval of differences. */
    String interval(Interval interval) {
        return "[" + signed(interval.low()) + ", " + signed(interval.high()) + "]";
    }
}
