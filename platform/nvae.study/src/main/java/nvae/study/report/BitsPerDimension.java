package nvae.study.report;

import java.util.List;
import nvae.study.plan.Metric;

/**
 * The unit of learning curves: bits per dimension where variants are compared by them and all their images have equally many dimensions,
 * nats per image otherwise.
 *
 * @param factor from nats per image to the unit
 */
record BitsPerDimension(double factor, boolean isUsed) {
    private static final double EQUAL = 1e-9;

    static BitsPerDimension of(StudyRecord study) {
        List<Double> factors = study.results().stream()
                .flatMap(result -> result.entries().stream())
                .map(entry -> entry.outcome().metrics())
                .filter(metrics -> metrics.containsKey(Metric.BITS_PER_DIMENSION.key()) && metrics.containsKey(Metric.TEST_NELBO.key()))
                .map(metrics -> metrics.get(Metric.BITS_PER_DIMENSION.key()) / metrics.get(Metric.TEST_NELBO.key()))
                .toList();
        boolean same = !factors.isEmpty() && factors.stream().allMatch(factor -> Math.abs(factor / factors.get(0) - 1) < EQUAL);
        return study.primary() == Metric.BITS_PER_DIMENSION && same
                ? new BitsPerDimension(factors.get(0), true)
                : new BitsPerDimension(1, false);
    }

    String unit() {
        return isUsed ? "bits per dimension" : "nats per image";
    }

    String axis() {
        return isUsed ? "test bits/dim" : "test NELBO (nats)";
    }

    /** Digits after the point that tell curves apart. */
    int digits() {
        return isUsed ? 2 : 0;
    }
}
