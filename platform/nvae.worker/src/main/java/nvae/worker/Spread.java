package nvae.worker;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Repeated measurements of one thing, in order of size.
 *
 * @param sorted at least one
 */
record Spread(double[] sorted) {

    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Spread(values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    double median() {
        return quantile(0.5);
    }

    /** What a part {@code q} of the values lies below; between two values in proportion. */
    double quantile(double q) {
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The same measurements in another unit. */
    Spread map(DoubleUnaryOperator unit) {
        return of(Arrays.stream(sorted).map(unit).boxed().toList());
    }

    /** As a host is told. */
    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("median", median());
        report.put("lowerQuartile", quantile(0.25));
        report.put("upperQuartile", quantile(0.75));
        report.put("least", sorted[0]);
        report.put("most", sorted[sorted.length - 1]);
        report.put("count", sorted.length);
        return report;
    }
}
