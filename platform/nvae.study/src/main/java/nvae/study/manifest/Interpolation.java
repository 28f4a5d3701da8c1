package nvae.study.manifest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${vars.width}</code> by the value at that key of the same manifest, and knows nothing else. Commons Configuration's own
 * interpolator also expands environment variables, system properties, files and scripts, through which a manifest from elsewhere could
 * read secrets; it is not used. A value that is one reference takes the type of what it names; in a longer text it is inserted.
 * <code>$${</code> stands for <code>${</code>.
 */
public final class Interpolation {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^{}]*)\\}?");
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_CHAIN = 40;

    private final Node.Mapping root;
    private final Problems problems;
    private final Map<String, Node.Scalar> known = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private Interpolation(Node.Mapping root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    /** The manifest with every reference replaced; references that cannot be are reported and left empty. */
    public static Node.Mapping in(Node.Mapping manifest, Problems problems) {
        return (Node.Mapping) new Interpolation(manifest, problems).replace(manifest);
    }

    private Node replace(Node node) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, Node.Entry> entries = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> entries.put(key, new Node.Entry(entry.key(), replace(entry.value()))));
            return new Node.Mapping(mapping.where(), entries);
        }
        if (node instanceof Node.Sequence sequence) {
            List<Node> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(replace(item)));
            return new Node.Sequence(sequence.where(), items);
        }
        return scalar((Node.Scalar) node);
    }

    private Node.Scalar scalar(Node.Scalar scalar) {
        if (!scalar.isText() || !scalar.text().contains("${")) {
            return scalar;
        }
        Matcher reference = REFERENCE.matcher(scalar.text());
        if (reference.matches() && reference.group(1) != null) {
            Node.Scalar value = valueOf(reference, scalar.where());
            return new Node.Scalar(scalar.where(), value.value(), value.text());
        }
        StringBuilder text = new StringBuilder();
        reference.reset();
        while (reference.find()) {
            String inserted = reference.group(1) == null ? "${" : valueOf(reference, scalar.where()).text();
            reference.appendReplacement(text, Matcher.quoteReplacement(inserted));
            if (text.length() > MAX_TEXT) {
                problems.errorOnly(
                        scalar.where(),
                        "the text grows beyond " + MAX_TEXT + " characters when its references are replaced",
                        "Use fewer references.");
                return Node.Scalar.of(scalar.where(), "");
            }
        }
        return Node.Scalar.of(scalar.where(), reference.appendTail(text).toString());
    }

    private Node.Scalar valueOf(Matcher reference, Location where) {
        String path = reference.group(1).strip();
        Node.Scalar nothing = Node.Scalar.of(where, "");
        if (!reference.group().endsWith("}")) {
            problems.errorOnly(where, "'${' without its '}'", "Close the reference, or write '$${' for the characters themselves.");
            return nothing;
        }
        if (path.contains(":")) {
            String what = "${" + path + "} is refused: a manifest refers to its own keys alone, "
                    + "never to the environment, system properties, files or scripts";
            problems.errorOnly(where, what, "Write the value, or define it under 'vars' and set it with --set vars.name=value.");
            return nothing;
        }
        if (open.contains(path)) {
            problems.errorOnly(where, "${" + path + "} refers to itself, directly or through others", "Break the circle.");
            return nothing;
        }
        if (open.size() >= MAX_CHAIN) {
            problems.errorOnly(where, "${" + path + "} goes on through more than " + MAX_CHAIN + " references", "Shorten the chain.");
            return nothing;
        }
        // Each path is worked out once: nested references would otherwise double the work at every level.
        if (!known.containsKey(path)) {
            open.push(path);
            known.put(path, target(path, where) instanceof Node.Scalar scalar ? scalar(scalar) : nothing);
            open.pop();
        }
        return known.get(path);
    }

    /** The scalar at the path; null, with a problem reported, if there is none. A part without options counts as its name. */
    private Node target(String path, Location where) {
        Node node = root;
        for (String key : path.split("\\.", -1)) {
            Node child = node instanceof Node.Mapping mapping ? mapping.get(key).orElse(null) : null;
            if (child == null) {
                String remedy = node instanceof Node.Mapping parent ? Nearest.sentence(key, parent.keys()) : "There is nothing below that.";
                problems.errorOnly(where, "${" + path + "} names no key of this manifest: '" + key + "' is not set", remedy);
                return null;
            }
            node = child;
        }
        if (node instanceof Node.Mapping mapping && mapping.keys().equals(Set.of("name"))) {
            return mapping.get("name").orElseThrow();
        }
        if (!(node instanceof Node.Scalar)) {
            problems.errorOnly(
                    where,
                    "${" + path + "} names " + node.describe() + "; only single values can be inserted",
                    "Refer to a key inside it, or use a YAML alias.");
            return null;
        }
        return node;
    }
}
