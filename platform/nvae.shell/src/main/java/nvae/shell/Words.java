package nvae.shell;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as a person reads them. */
final class Words {
    private Words() {}

    /** {@code 48 s}, {@code 5 min 12 s}, {@code 3 h 04 min}, {@code 2 d 03 h}. */
    static String time(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() == 0) {
            return String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
        }
        if (time.toDays() == 0) {
            return String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
        }
        return String.format(Locale.ROOT, "%d d %02d h", time.toDays(), time.toHoursPart());
    }

    /** A count with commas between the thousands. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A measured number: six digits that count; a dash if there is none. */
    static String number(Double value) {
        if (value == null || value.isNaN()) {
            return "-";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.valueOf(value.longValue());
        }
        double size = Math.abs(value);
        String format = size >= 1000 ? "%.1f" : size >= 1 ? "%.3f" : "%.3g";
        return String.format(Locale.ROOT, format, value);
    }

    /** {@code a trial}, {@code 3 trials}. */
    static String several(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code path=value} for each, commas between; a dash if there are none. */
    static String changes(Map<String, ?> changes) {
        return changes.isEmpty()
                ? "-"
                : changes.entrySet().stream().map(change -> change.getKey() + "=" + change.getValue()).collect(Collectors.joining(", "));
    }

    /** The first digits of a SHA-256: enough for a person. Empty stays empty. */
    static String digest(String sha256) {
        return "%.12s".formatted(sha256);
    }

    /** An enum constant in lower case. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A value as a manifest would write it: no decimals that say nothing. */
    static String value(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return String.valueOf(number.longValue());
        }
        return value instanceof List<?> list ? list.toString() : String.valueOf(value);
    }
}
