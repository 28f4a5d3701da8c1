package nvae.study.report.markup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers for people, the same in every place; the true minus sign is as wide as a digit's plus. */
public final class Numbers {
    /** What stands where there is no number. */
    public static final String NONE = "–";

    private Numbers() {}

    /** With this many decimals. */
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean negativeZero = text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return negativeZero ? text.substring(1) : text.replace('-', '−');
    }

    /** With its sign, plus included. */
    public static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        return value > 0 && !text.equals(NONE) ? "+" + text : text;
    }

    /** A p-value: {@code 0.031}, {@code < 0.001}. */
    public static String probability(double p) {
        return p < 0.001 ? "< 0.001" : fixed(p, 3);
    }

    /** A part of one as {@code 95 %}, with decimals only where there are any. */
    public static String percent(double part) {
        return new BigDecimal(part * 100).setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " %";
    }

    /** As {@code 3 h 05 min}, {@code 4 min 10 s} or {@code 12 s}. */
    public static String duration(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (seconds >= 3600) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
        }
        return seconds >= 60 ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60) : seconds + " s";
    }

    /** {@code 1 trial}, {@code 2 trials}. */
    public static String count(long number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }
}
