package nvae.study.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nvae.study.catalog.OptionDescription;
import nvae.study.catalog.OptionDescription.Type;
import nvae.study.manifest.Nearest;
import nvae.study.manifest.Node;
import nvae.study.manifest.Problems;

/** Checks values against the descriptions of their options. Whole numbers become longs, other numbers doubles. */
final class Values {
    private final Problems problems;

    Values(Problems problems) {
        this.problems = problems;
    }

    /**
     * The value in the option's type; empty, with a problem reported, if it is not allowed.
     *
     * @param path the option's, for the message
     */
    Optional<Object> check(String path, OptionDescription option, Node value) {
        if (!option.list()) {
            return single(path, option, value);
        }
        if (!(value instanceof Node.Sequence sequence)) {
            problems.error(value.where(), path + " must be a list, not " + value.describe(), "Write [" + example(option.type()) + "].");
            return Optional.empty();
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            single(path + "[" + i + "]", option, sequence.items().get(i)).ifPresent(items::add);
        }
        return Optional.of(Collections.unmodifiableList(items));
    }

    /** The default in the option's type, whatever type the catalog gives it; empty if the option must be given. */
    static Optional<Object> defaultOf(OptionDescription option) {
        List<Object> defaults = option.defaults().stream().map(value -> typed(option.type(), value)).toList();
        if (option.list()) {
            return Optional.of(defaults);
        }
        return defaults.stream().findFirst();
    }

    private static Object typed(Type type, Object value) {
        String text = value.toString();
        return switch (type) {
            case BOOLEAN -> Boolean.valueOf(text);
            case INTEGER -> Long.valueOf(text);
            case NUMBER -> Double.valueOf(text);
            case STRING -> text;
        };
    }

    private Optional<Object> single(String path, OptionDescription option, Node node) {
        Object value = node instanceof Node.Scalar scalar ? converted(option.type(), scalar.value()) : null;
        if (value == null) {
            String what = path + " must be " + wanted(option.type()) + ", not " + node.describe();
            problems.error(node.where(), what, remedy(option.type(), node));
            return Optional.empty();
        }
        if (value instanceof Number number && !inRange(path, option, node, number)) {
            return Optional.empty();
        }
        if (!option.choices().isEmpty() && !option.choices().contains(value.toString())) {
            problems.error(node.where(), path + " cannot be '" + value + "'", Nearest.sentence(value.toString(), option.choices()));
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private boolean inRange(String path, OptionDescription option, Node node, Number number) {
        double value = number.doubleValue();
        String wanted = range(option);
        if (!Double.isFinite(value)) {
            problems.error(node.where(), path + " is " + plain(value) + ", not a finite number", "Write a number" + wanted + ".");
            return false;
        }
        boolean small = option.min() != null && value < option.min();
        if (small || option.max() != null && value > option.max()) {
            String bound = small ? "below its minimum " + plain(option.min()) : "above its maximum " + plain(option.max());
            problems.error(node.where(), path + " is " + number + ", " + bound, "Write a number" + wanted + ".");
            return false;
        }
        return true;
    }

    private static String range(OptionDescription option) {
        String from = option.min() == null ? "" : " from " + plain(option.min());
        return from + (option.max() == null ? option.min() == null ? "" : " upwards" : " up to " + plain(option.max()));
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15 ? Long.toString((long) bound) : Double.toString(bound);
    }

    /** The value in the type, or null if it is of another. */
    private static Object converted(Type type, Object value) {
        return switch (type) {
            case BOOLEAN -> value instanceof Boolean ? value : null;
            case INTEGER -> value instanceof Long ? value : null;
            case NUMBER -> value instanceof Number number ? (Object) number.doubleValue() : null;
            case STRING -> value instanceof String ? value : null;
        };
    }

    private static String wanted(Type type) {
        return switch (type) {
            case BOOLEAN -> "true or false";
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
            case STRING -> "text";
        };
    }

    private static String remedy(Type type, Node node) {
        if (type == Type.STRING && node instanceof Node.Scalar scalar && scalar.value() != null) {
            return "Put it in quotes: \"" + scalar.text() + "\".";
        }
        return "Write " + wanted(type) + ", such as " + example(type) + ".";
    }

    private static String example(Type type) {
        return switch (type) {
            case BOOLEAN -> "true";
            case INTEGER -> "4";
            case NUMBER -> "0.01";
            case STRING -> "\"text\"";
        };
    }
}
