package nvae.study.plan;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nvae.study.manifest.Location;
import nvae.study.manifest.Nearest;
import nvae.study.manifest.Node;
import nvae.study.manifest.Problems;

/** The values of one mapping of a manifest, each checked for its type. What is absent or wrong comes back empty. */
final class Fields {
    private final String name;
    private final Node.Mapping mapping;
    private final Problems problems;

    /** @param name the mapping's, for messages */
    Fields(String name, Node.Mapping mapping, Problems problems) {
        this.name = name;
        this.mapping = mapping;
        this.problems = problems;
    }

    /** The fields of a mapping that is a value here; of an empty one if it is absent. */
    Fields below(String key) {
        return new Fields(key, mapping(key).orElseGet(() -> Node.Mapping.empty(mapping.where())), problems);
    }

    /** Reports every other key. */
    Fields only(Collection<String> known) {
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.error(entry.key(), "unknown key '" + key + "' in " + name, Nearest.sentence(key, known));
            }
        });
        return this;
    }

    boolean has(String key) {
        return mapping.get(key).isPresent();
    }

    Location where(String key) {
        return mapping.get(key).map(Node::where).orElse(mapping.where());
    }

    Optional<Node> node(String key) {
        return mapping.get(key);
    }

    Optional<String> text(String key) {
        return node(key).flatMap(value -> text(key, value));
    }

    Optional<Node.Mapping> mapping(String key) {
        return typed(key, Node.Mapping.class, "a mapping", "Write its keys below it, indented.");
    }

    List<Node> list(String key) {
        return typed(key, Node.Sequence.class, "a list", "Write [first, second].").map(Node.Sequence::items).orElse(List.of());
    }

    /** A list of text; items that are none are reported and left out. */
    List<Node.Scalar> texts(String key) {
        return list(key).stream().filter(item -> text("each item of " + key, item).isPresent()).map(Node.Scalar.class::cast).toList();
    }

    Optional<Long> whole(String key, long min, long max) {
        return node(key).flatMap(value -> whole(key, value, min, max));
    }

    Optional<Long> whole(String what, Node value, long min, long max) {
        if (value instanceof Node.Scalar scalar && scalar.value() instanceof Long number && number >= min && number <= max) {
            return Optional.of(number);
        }
        problems.error(
                value.where(),
                what + " must be a whole number from " + min + " to " + max + ", not " + value.describe(),
                "Write a number such as " + Math.max(min, 1) + ".");
        return Optional.empty();
    }

    Optional<Double> number(String key, double min, double max, double example) {
        Optional<Node> value = node(key);
        if (value.isPresent()) {
            if (value.get() instanceof Node.Scalar scalar && scalar.value() instanceof Number number
                    && number.doubleValue() >= min && number.doubleValue() <= max) {
                return Optional.of(number.doubleValue());
            }
            problems.error(value.get().where(), key + " must be a number from " + min + " to " + max + ", not " + value.get().describe(),
                    "Write a number such as " + example + ".");
        }
        return Optional.empty();
    }

    /** One of some names. */
    <T> Optional<T> choice(String key, Collection<T> choices, Function<T, String> name) {
        Optional<String> written = text(key);
        Optional<T> chosen = written.flatMap(text -> choices.stream().filter(choice -> name.apply(choice).equals(text)).findFirst());
        if (written.isPresent() && chosen.isEmpty()) {
            problems.error(where(key), key + " cannot be '" + written.get() + "'",
                    Nearest.sentence(written.get(), choices.stream().map(name).toList()));
        }
        return chosen;
    }

    private Optional<String> text(String what, Node value) {
        if (value instanceof Node.Scalar scalar && scalar.isText()) {
            return Optional.of(scalar.text());
        }
        boolean quotable = value instanceof Node.Scalar scalar && scalar.value() != null;
        String remedy = quotable ? "Put it in quotes: \"" + ((Node.Scalar) value).text() + "\"." : "Write text.";
        problems.error(value.where(), what + " must be text, not " + value.describe(), remedy);
        return Optional.empty();
    }

    private <N extends Node> Optional<N> typed(String key, Class<N> type, String wanted, String remedy) {
        Optional<Node> value = node(key);
        if (value.isPresent() && !type.isInstance(value.get())) {
            problems.error(value.get().where(), key + " must be " + wanted + ", not " + value.get().describe(), remedy);
            return Optional.empty();
        }
        return value.map(type::cast);
    }
}
