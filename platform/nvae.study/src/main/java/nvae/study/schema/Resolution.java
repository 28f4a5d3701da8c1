package nvae.study.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nvae.study.catalog.OptionDescription;
import nvae.study.catalog.PartDescription;
import nvae.study.manifest.Location;
import nvae.study.manifest.Nearest;
import nvae.study.manifest.Node;
import nvae.study.manifest.Problems;

/**
 * Checks a configuration against the schema and fills in every default. In the result, parts are mappings with {@code name} and all
 * their options; sets of parts map names to all options; nothing else is left open.
 */
public final class Resolution {
    private static final String NAME = "name";

    private final Schema schema;
    private final Problems problems;
    private final Values values;
    private final Set<PartDescription> parts = new LinkedHashSet<>();
    private final Map<String, Object> configuration;

    /** Resolves a configuration. With errors reported to {@code problems}, the result has gaps and is of no further use. */
    public Resolution(Schema schema, Node.Mapping configuration, Problems problems) {
        this.schema = schema;
        this.problems = problems;
        this.values = new Values(problems);
        this.configuration = group("", schema.root(), configuration);
    }

    /** The resolved tree: unmodifiable maps and lists, strings, longs, doubles, booleans. */
    public Map<String, Object> configuration() {
        return configuration;
    }

    /** The parts that the configuration names, in its order. */
    public Collection<PartDescription> parts() {
        return Collections.unmodifiableSet(parts);
    }

    private Map<String, Object> group(String path, Shape.Group group, Node.Mapping given) {
        refuseUnknown(path.isEmpty() ? "the configuration" : path, group.keys().keySet(), group.help(), given);
        Map<String, Object> resolved = new LinkedHashMap<>();
        group.keys().forEach((key, shape) -> {
            String below = path.isEmpty() ? key : path + "." + key;
            Optional<?> result = shape instanceof Shape.Slot slot
                    ? slot(below, slot, group.overrides(), given, given.get(key), resolved)
                    : value(below, shape, given, given.get(key));
            if (shape instanceof Shape.Group inner && inner.overrides()) {
                result = result.map(changes -> different((Map<?, ?>) changes, resolved)).filter(changes -> !changes.isEmpty());
            }
            result.ifPresent(present -> resolved.put(key, present));
        });
        return Collections.unmodifiableMap(resolved);
    }

    /** Equal configurations are one trial: what only repeats the group around it is left out. */
    private static Map<String, Object> different(Map<?, ?> changes, Map<String, Object> around) {
        Map<String, Object> different = new LinkedHashMap<>();
        changes.forEach((key, value) -> {
            if (!value.equals(around.get(key))) {
                different.put(String.valueOf(key), value);
            }
        });
        return Collections.unmodifiableMap(different);
    }

    private Optional<?> value(String path, Shape shape, Node.Mapping parent, Optional<Node> value) {
        if (shape instanceof Shape.Value leaf) {
            return option(path, leaf.option(), value, parent.where());
        }
        Optional<Node.Mapping> mapping = mapping(path, value, parent);
        return shape instanceof Shape.Group group
                ? mapping.map(given -> group(path, group, given))
                : mapping.map(given -> set(path, ((Shape.PartSet) shape).kind(), given));
    }

    private Optional<Node.Mapping> mapping(String path, Optional<Node> value, Node.Mapping parent) {
        if (value.isPresent() && !(value.get() instanceof Node.Mapping)) {
            problems.error(
                    value.get().where(),
                    path + " must be a mapping, not " + value.get().describe(),
                    "Write its keys below it, indented.");
            return Optional.empty();
        }
        return Optional.of(value.map(Node.Mapping.class::cast).orElseGet(() -> Node.Mapping.empty(parent.where())));
    }

    private Optional<Object> option(String path, OptionDescription option, Optional<Node> value, Location missingAt) {
        if (value.isPresent()) {
            return values.check(path, option, value.get());
        }
        Optional<Object> preset = Values.defaultOf(option);
        if (preset.isEmpty()) {
            problems.error(missingAt, path + " is missing and has no default", "Set " + path + ": " + option.help() + ".");
        }
        return preset;
    }

    private Optional<Map<String, Object>> slot(
            String path, Shape.Slot slot, boolean optional, Node.Mapping parent, Optional<Node> value, Map<String, Object> siblings) {
        boolean used = slot.usedWith() == null || siblings.get(slot.usedWith()) instanceof Long count && count > 0;
        if (value.isEmpty() && slot.preset() == null) {
            if (used && !optional) {
                String what = path + " is missing: it names the " + slot.kind();
                problems.error(parent.where(), what, "Set " + path + " to one of: " + String.join(", ", names(slot.kind())) + ".");
            }
            return Optional.empty();
        }
        Node named = slot.preset() == null ? value.get() : named(value.orElse(Node.Mapping.empty(parent.where())), slot.preset());
        Optional<Map<String, Object>> part = part(path, slot.kind(), named);
        return used ? part : Optional.empty();
    }

    /** Options without a name are those of the part that the slot has if none is named. */
    private static Node named(Node value, String preset) {
        if (!(value instanceof Node.Mapping mapping) || mapping.keys().contains(NAME)) {
            return value;
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
        entries.put(NAME, new Node.Entry(mapping.where(), Node.Scalar.of(mapping.where(), preset)));
        return new Node.Mapping(mapping.where(), entries);
    }

    private Optional<Map<String, Object>> part(String path, String kind, Node value) {
        if (!(value instanceof Node.Mapping mapping)) {
            String what = path + " must name a part of the kind '" + kind + "', not be " + value.describe();
            problems.error(value.where(), what, "Choose from: " + String.join(", ", names(kind)) + ".");
            return Optional.empty();
        }
        Node name = mapping.get(NAME).orElse(null);
        if (!(name instanceof Node.Scalar scalar && scalar.isText())) {
            String what = path + (name == null ? " has options but no name" : ".name must be text, not " + name.describe());
            problems.error(
                    name == null ? mapping.where() : name.where(),
                    what,
                    "Choose a name from: " + String.join(", ", names(kind)) + ".");
            return Optional.empty();
        }
        return described(path, kind, scalar.text(), scalar.where()).map(part -> {
            Map<String, Object> resolved = new LinkedHashMap<>();
            resolved.put(NAME, part.name());
            resolved.putAll(options(path, part, mapping.without(Set.of(NAME))));
            return Collections.unmodifiableMap(resolved);
        });
    }

    private Map<String, Object> set(String path, String kind, Node.Mapping given) {
        Map<String, Object> resolved = new LinkedHashMap<>();
        given.entries().forEach((name, entry) -> {
            String below = path + "." + name;
            Optional<PartDescription> part = described(below, kind, name, entry.key());
            if (entry.value() instanceof Node.Mapping mapping) {
                part.ifPresent(found -> resolved.put(name, options(below, found, mapping)));
            } else if (!(entry.value() instanceof Node.Scalar scalar && Boolean.FALSE.equals(scalar.value()))) {
                String what = below + " must be a mapping of its options or false, not " + entry.value().describe();
                problems.error(entry.value().where(), what, "Write {} for the defaults, or false to switch it off.");
            }
        });
        return Collections.unmodifiableMap(resolved);
    }

    private Map<String, Object> options(String path, PartDescription part, Node.Mapping given) {
        List<String> known = part.options().stream().map(OptionDescription::name).toList();
        refuseUnknown(path, known, part.kind() + " " + part.name(), given);
        Map<String, Object> resolved = new LinkedHashMap<>();
        for (OptionDescription option : part.options()) {
            option(path + "." + option.name(), option, given.get(option.name()), given.where())
                    .ifPresent(value -> resolved.put(option.name(), value));
        }
        return Collections.unmodifiableMap(resolved);
    }

    private Optional<PartDescription> described(String path, String kind, String name, Location where) {
        Optional<PartDescription> part = schema.catalog().find(kind, name);
        part.ifPresent(parts::add);
        if (part.isEmpty()) {
            List<String> otherKinds = new ArrayList<>(schema.catalog().kinds());
            otherKinds.removeIf(other -> schema.catalog().find(other, name).isEmpty());
            if (otherKinds.isEmpty()) {
                String what = path + ": " + schema.catalog().explainMissing(kind, name).replaceFirst("\\.$", "");
                problems.error(where, what, "'nvae parts " + kind + "' lists what is installed.");
            } else {
                String other = otherKinds.get(0);
                String what = path + " takes a part of the kind '" + kind + "', but '" + name + "' is of the kind '" + other + "'";
                problems.error(where, what, "Choose from: " + String.join(", ", names(kind)) + ".");
            }
        }
        return part;
    }

    private List<String> names(String kind) {
        List<String> names = schema.catalog().parts(kind).stream().map(PartDescription::name).sorted().toList();
        return names.isEmpty() ? List.of("(no part of the kind '" + kind + "' is installed)") : names;
    }

    private void refuseUnknown(String where, Collection<String> known, String help, Node.Mapping given) {
        given.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                String nested = "Nest the keys here; dotted paths are for axes and --set.";
                String remedy = key.contains(".") ? nested : Nearest.sentence(key, known);
                problems.error(
                        entry.key(),
                        "unknown key '" + key + "' in " + where,
                        help.isEmpty() ? remedy : remedy + " See 'nvae describe " + help + "'.");
            }
        });
    }
}
