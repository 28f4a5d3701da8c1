package nvae.study.report.chart;

import java.util.ArrayList;
import java.util.List;
import nvae.study.report.markup.Numbers;

/**
 * Round numbers along an axis.
 *
 * @param decimals that tell neighbours apart
 */
record Ticks(List<Double> values, int decimals) {

    /**
     * Multiples of 1, 2 or 5 times a power of ten within the bounds.
     *
     * @param most how many there is room for
     */
    static Ticks between(double low, double high, int most) {
        return every(step((high - low) / most), low, high);
    }

    /** As {@link #between}, whole numbers only. */
    static Ticks wholeBetween(double low, double high, int most) {
        return every(Math.max(1, step((high - low) / most)), low, high);
    }

    private static Ticks every(double step, double low, double high) {
        List<Double> values = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            values.add(i * step);
        }
        return new Ticks(values, (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
    }

    String label(double value) {
        return Numbers.fixed(value, decimals);
    }

    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= atLeast * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
