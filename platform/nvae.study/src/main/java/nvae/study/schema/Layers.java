package nvae.study.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nvae.study.manifest.Location;
import nvae.study.manifest.Node;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.OverrideCombiner;

/**
 * Lays manifests over each other: preset, manifest, profile, command line, a variant's change. Mappings are merged key by key; any other
 * value replaces the one below. Three places differ. A mapping that names a part replaces the part below with all its options, while one
 * without {@code name} changes options of the part below. An axis and a profile replace those of the same name as a whole.
 *
 * <p>Commons Configuration merges here through its node trees, not its configurations: those hold values under dotted keys, where the
 * lines of values and the names with dots would be lost.
 */
public final class Layers {
    private static final String CONFIGURATION = "base";
    private static final String NAME = "name";
    private static final String PATH = "path";
    private static final String KEY_PLACE = "key";
    private static final String PLACE = "place";

    private static final OverrideCombiner COMBINER = new OverrideCombiner() {
        @Override
        public ImmutableNode combine(ImmutableNode over, ImmutableNode under) {
            return inOrderOf(under, super.combine(over, under));
        }

        @Override
        protected ImmutableNode canCombine(ImmutableNode over, ImmutableNode under, ImmutableNode child) {
            ImmutableNode below = super.canCombine(over, under, child);
            boolean mappings = below != null && child.getValue() == null && below.getValue() == null;
            return mappings && !replacesAsAWhole(child) ? below : null;
        }
    };

    private Layers() {}

    /** One manifest over another. */
    public static Node.Mapping combine(Node.Mapping over, Node.Mapping under) {
        return (Node.Mapping) node(COMBINER.combine(tree("", over.where(), "", over), tree("", under.where(), "", under)));
    }

    /** A change over a configuration. */
    public static Node.Mapping change(Node.Mapping change, Node.Mapping configuration) {
        Node.Mapping changed = combine(Node.Mapping.of(CONFIGURATION, change), Node.Mapping.of(CONFIGURATION, configuration));
        return (Node.Mapping) changed.get(CONFIGURATION).orElseThrow();
    }

    private static boolean replacesAsAWhole(ImmutableNode mapping) {
        String path = path(mapping);
        return isPart(path) && !mapping.getChildren(NAME).isEmpty() || isChildOf("axes", path) || isChildOf("profiles", path);
    }

    private static boolean isPart(String path) {
        return path.startsWith(CONFIGURATION + ".") && Slots.PARTS.containsKey(path.substring(CONFIGURATION.length() + 1));
    }

    private static boolean isInSet(String path) {
        return Slots.SETS.keySet().stream().anyMatch(set -> isChildOf(CONFIGURATION + "." + set, path));
    }

    private static boolean isChildOf(String parent, String path) {
        return path.startsWith(parent + ".") && path.indexOf('.', parent.length() + 1) < 0;
    }

    /** A leaf has a value; a mapping has none, even without children. */
    private static ImmutableNode tree(String name, Location key, String path, Node node) {
        ImmutableNode.Builder tree = new ImmutableNode.Builder().name(name);
        tree.addAttribute(KEY_PLACE, key).addAttribute(PLACE, node.where()).addAttribute(PATH, path);
        if (asMapping(path, node) instanceof Node.Mapping mapping) {
            mapping.entries().forEach((child, entry) ->
                    tree.addChild(tree(child, entry.key(), path.isEmpty() ? child : path + "." + child, entry.value())));
        } else {
            tree.value(node);
        }
        return tree.create();
    }

    /** A part's bare name as the mapping {@code {name: ...}}, and the {@code true} that switches a part on as {@code {}}. */
    private static Node asMapping(String path, Node node) {
        if (node instanceof Node.Scalar scalar && scalar.isText() && isPart(path)) {
            return Node.Mapping.of(NAME, scalar);
        }
        boolean switchedOn = node instanceof Node.Scalar scalar && Boolean.TRUE.equals(scalar.value()) && isInSet(path);
        return switchedOn ? Node.Mapping.empty(node.where()) : node;
    }

    private static Node node(ImmutableNode tree) {
        if (tree.getValue() instanceof Node leaf) {
            return leaf;
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (ImmutableNode child : tree) {
            entries.put(child.getNodeName(), new Node.Entry((Location) child.getAttributes().get(KEY_PLACE), node(child)));
        }
        return new Node.Mapping((Location) tree.getAttributes().get(PLACE), entries);
    }

    private static String path(ImmutableNode tree) {
        return (String) tree.getAttributes().get(PATH);
    }

    /** Keys keep the place that the lower layer gives them: the order of axes is the order of variants. */
    private static ImmutableNode inOrderOf(ImmutableNode under, ImmutableNode combined) {
        Set<String> names = new LinkedHashSet<>();
        under.forEach(child -> names.add(child.getNodeName()));
        combined.forEach(child -> names.add(child.getNodeName()));
        List<ImmutableNode> ordered = new ArrayList<>();
        names.forEach(name -> ordered.addAll(combined.getChildren(name)));
        return combined.replaceChildren(ordered);
    }
}
