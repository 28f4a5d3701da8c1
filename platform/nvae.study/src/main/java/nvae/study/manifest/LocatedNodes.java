package nvae.study.manifest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns SnakeYAML's node graph into a tree. An alias becomes a copy of what it names, so the number of copies is limited: a few lines of
 * nested aliases could otherwise fill the memory.
 */
final class LocatedNodes {
    private static final int MAX_NODES = 10_000;
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final Function<Mark, Location> places;
    private final Problems problems;
    private final Set<org.yaml.snakeyaml.nodes.Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    LocatedNodes(Function<Mark, Location> places, Problems problems) {
        this.places = places;
        this.problems = problems;
    }

    /** @throws TooLarge with the problem reported */
    Node of(org.yaml.snakeyaml.nodes.Node node) {
        Location where = places.apply(node.getStartMark());
        if (++nodes > MAX_NODES) {
            problems.error(where, "more than " + MAX_NODES + " values, with every alias written out", "Use fewer or smaller aliases.");
            throw new TooLarge();
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(where, scalar);
        }
        if (!open.add(node)) {
            problems.error(where, "an anchor contains an alias of itself", "Remove the alias.");
            throw new TooLarge();
        }
        Node tree = node instanceof SequenceNode sequence ? sequence(where, sequence) : mapping(where, (MappingNode) node);
        open.remove(node);
        return tree;
    }

    private Node sequence(Location where, SequenceNode sequence) {
        List<Node> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(of(item)));
        return new Node.Sequence(where, items);
    }

    private Node mapping(Location where, MappingNode mapping) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Location place = places.apply(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.error(place, "a key must be a name, not a list or a mapping", "Write 'name: value'.");
            } else if (key.getValue().isBlank()) {
                problems.error(place, "a key is missing before ':'", "Write 'name: value'.");
            } else if (key.isPlain() && key.getValue().equals("<<")) {
                problems.error(
                        place,
                        "the merge key '<<' is not supported",
                        "Move what is shared to a preset and use 'extends', or use an alias for a whole value.");
            } else if (entries.containsKey(key.getValue())) {
                Location first = entries.get(key.getValue()).key();
                problems.error(
                        place,
                        "the key '" + key.getValue() + "' stands here a second time, first in line " + first.line(),
                        "Remove one of the two.");
            } else {
                entries.put(key.getValue(), new Node.Entry(place, of(tuple.getValueNode())));
            }
        }
        return new Node.Mapping(where, entries);
    }

    private Node.Scalar scalar(Location where, ScalarNode scalar) {
        String text = scalar.getValue();
        return new Node.Scalar(where, scalar.isPlain() ? value(where, scalar.getTag(), text) : text, text);
    }

    private Object value(Location where, Tag tag, String text) {
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT)) {
            return integer(where, text);
        }
        return tag.equals(Tag.FLOAT) ? (Object) number(text) : text;
    }

    private Long integer(Location where, String text) {
        BigInteger value = new BigInteger(text);
        if (value.compareTo(LONG_MIN) < 0 || value.compareTo(LONG_MAX) > 0) {
            problems.error(where, "the whole number " + text + " does not fit into 64 bits", "Write a smaller number.");
            return 0L;
        }
        return value.longValue();
    }

    private static Double number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".nan")) {
            return Double.NaN;
        }
        if (lower.endsWith(".inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.valueOf(text);
    }

    /** Ends the reading of a file; the problem is reported already. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
