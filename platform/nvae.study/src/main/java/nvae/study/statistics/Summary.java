package nvae.study.statistics;

import java.util.Collection;

/**
 * Mean and spread of one metric over seeds.
 *
 * @param count number of values
 * @param mean NaN without values
 * @param sd sample standard deviation, with n - 1; NaN with fewer than two values, which have no spread to speak of
 */
public record Summary(int count, double mean, double sd) {

    public static Summary of(Collection<Double> values) {
        int n = values.size();
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double squares = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        return new Summary(n, mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)));
    }

    /** Whether there is a spread. */
    public boolean hasSpread() {
        return count >= 2;
    }
}
