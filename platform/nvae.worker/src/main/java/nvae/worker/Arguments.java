package nvae.worker;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What a task was told, by name; whatever was left out has a fallback. */
record Arguments(Map<String, Object> values) {

    /** A whole number. */
    int number(String name, int fallback, int least) {
        Object value = values.get(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Number number && number.intValue() >= least && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw refused(name, value, "a whole number of at least " + least);
    }

    /** One of a few words; the first is the fallback. */
    String choice(String name, String... words) {
        Object value = values.getOrDefault(name, words[0]);
        if (value instanceof String word && List.of(words).contains(word)) {
            return word;
        }
        throw refused(name, value, "one of " + String.join(", ", words));
    }

    boolean given(String name) {
        return values.get(name) != null;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /**
     * A temperature for each group, top-down: as many as there are, or one for all.
     *
     * @param fallback for all groups
     */
    List<Float> temperatures(String name, double fallback, int groups) {
        Object value = values.get(name);
        List<?> given = value == null ? List.of(fallback) : value instanceof List<?> list ? list : List.of(value);
        if (!given.stream().allMatch(t -> t instanceof Number number && number.doubleValue() >= 0)) {
            throw refused(name, value, "numbers of at least 0");
        }
        if (given.size() != 1 && given.size() != groups) {
            throw refused(name, value, "one number, or one for each of the model's " + groups + " groups, the smallest resolution first");
        }
        List<Float> numbers = given.stream().map(t -> ((Number) t).floatValue()).toList();
        return numbers.size() == groups ? numbers : Collections.nCopies(groups, numbers.get(0));
    }

    /** A fraction. */
    double fraction(String name, double fallback) {
        Object value = values.get(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw refused(name, value, "a number");
    }

    /** A file or folder. */
    Path path(String name, Path fallback) {
        Object value = values.get(name);
        return value == null ? fallback : Path.of(String.valueOf(value));
    }

    private static IllegalArgumentException refused(String name, Object value, String wanted) {
        return new IllegalArgumentException("%s: %s is not allowed; give %s".formatted(name, value, wanted));
    }
}
