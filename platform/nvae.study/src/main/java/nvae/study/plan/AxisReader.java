package nvae.study.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nvae.study.manifest.Location;
import nvae.study.manifest.Node;
import nvae.study.manifest.Problems;
import nvae.study.schema.Layers;
import nvae.study.schema.Paths;

/** Reads the axes of a manifest: a path with a list of values, a path with labelled values, or labels that set several paths. */
final class AxisReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
    private static final Pattern LABEL = Pattern.compile("[^,=\\p{Cntrl}]{1,60}");

    private final Node.Mapping configuration;
    private final Paths paths;
    private final Problems problems;

    /** @param configuration the base's */
    AxisReader(Node.Mapping configuration, Paths paths, Problems problems) {
        this.configuration = configuration;
        this.paths = paths;
        this.problems = problems;
    }

    List<Axis> read(Node.Mapping axes) {
        List<Axis> read = new ArrayList<>();
        axes.entries().forEach((name, entry) -> {
            if (!NAME.matcher(name).matches()) {
                problems.error(entry.key(), "'" + name + "' cannot be an axis' name", "Use up to 40 letters, digits, '-' and '_'.");
            } else if (entry.value() instanceof Node.Mapping mapping) {
                read.add(new Axis(name, entry.key(), levels(name, entry.key(), mapping)));
            } else {
                problems.error(
                        entry.value().where(),
                        "the axis '" + name + "' must be a mapping, not " + entry.value().describe(),
                        "Write " + name + ": {path: ..., values: [...]}.");
            }
        });
        return read.stream().filter(axis -> !axis.levels().isEmpty()).toList();
    }

    private List<Level> levels(String axis, Location where, Node.Mapping mapping) {
        Fields fields = new Fields("the axis '" + axis + "'", mapping, problems).only(List.of("path", "values"));
        Optional<String> path = fields.text("path");
        Optional<Node> values = fields.node("values");
        int before = problems.all().size();
        List<Level> levels = List.of();
        if (values.isEmpty()) {
            problems.error(where, "the axis '" + axis + "' has no values", "Add 'values: [...]', or remove the axis.");
        } else if (values.get() instanceof Node.Mapping labelled) {
            levels = labelled(axis, path, fields.where("path"), labelled);
        } else if (values.get() instanceof Node.Sequence list && (fields.has("path") || list.items().isEmpty())) {
            levels = listed(axis, path.orElse(""), fields.where("path"), list);
        } else if (values.get() instanceof Node.Sequence) {
            problems.error(
                    values.get().where(),
                    "the axis '" + axis + "' has a list of values but no path",
                    "Add 'path: ...', or label the values and give each its paths.");
        } else {
            problems.error(
                    values.get().where(),
                    "the values of the axis '" + axis + "' must be a list or a mapping, not " + values.get().describe(),
                    "Write values: [first, second].");
        }
        if (levels.isEmpty() && problems.all().size() == before) {
            problems.error(where, "the axis '" + axis + "' is empty", "Give it at least one value that is not the base's, or remove it.");
        }
        return levels;
    }

    private List<Level> listed(String axis, String path, Location at, Node.Sequence values) {
        Map<String, Level> levels = new LinkedHashMap<>();
        for (Node value : values.items()) {
            Optional<String> label = label(value);
            if (label.isEmpty()) {
                problems.error(value.where(), "this value of the axis '" + axis + "' needs a label", "Write values: {label: value, ...}.");
            } else if (levels.containsKey(label.get())) {
                problems.error(
                        value.where(),
                        "the axis '" + axis + "' has the value '" + label.get() + "' twice",
                        "Remove one, or label them.");
            } else if (isLabel(axis, label.get(), value.where())) {
                levels.put(label.get(), level(axis, label.get(), value.where(), Map.of(path, new Node.Entry(at, value))));
            }
        }
        return List.copyOf(levels.values());
    }

    private List<Level> labelled(String axis, Optional<String> path, Location at, Node.Mapping values) {
        List<Level> levels = new ArrayList<>();
        values.entries().forEach((label, entry) -> {
            if (!isLabel(axis, label, entry.key())) {
                return;
            }
            if (path.isPresent()) {
                levels.add(level(axis, label, entry.key(), Map.of(path.get(), new Node.Entry(at, entry.value()))));
            } else if (entry.value() instanceof Node.Mapping settings && !settings.keys().isEmpty()) {
                levels.add(level(axis, label, entry.key(), settings.entries()));
            } else {
                problems.error(
                        entry.key(),
                        "the value '" + label + "' of the axis '" + axis + "' sets nothing",
                        "Give the axis a path, or write " + label + ": {path: value, ...}.");
            }
        });
        return levels;
    }

    /** Shorter paths are laid first, so that a part and an option of it may stand in any order. */
    private Level level(String axis, String label, Location where, Map<String, Node.Entry> settings) {
        Map<String, Object> plain = new LinkedHashMap<>();
        settings.forEach((path, entry) -> plain.put(path, entry.value().plain()));
        Node.Mapping change = settings.entrySet().stream()
                .sorted(Comparator.comparingInt(setting -> setting.getKey().split("\\.", -1).length))
                .map(setting -> paths.change(setting.getKey(), setting.getValue().key(), setting.getValue().value(), configuration))
                .reduce(Node.Mapping.empty(where), (under, over) -> Layers.change(over, under));
        return new Level(axis, label, where, plain, change);
    }

    private boolean isLabel(String axis, String label, Location where) {
        boolean usable = LABEL.matcher(label).matches() && !label.equals(Variant.BASE);
        if (!usable) {
            String what = "'" + label + "' cannot label a value of the axis '" + axis + "'";
            problems.error(
                    where,
                    what,
                    "Write values: {label: value}, the label without ',' and '=', up to 60 characters, and not 'base'.");
        }
        return usable;
    }

    /** {@code separable(expansion=3)} for a part with options; empty for a value without a short name. */
    private static Optional<String> label(Node value) {
        if (value instanceof Node.Scalar scalar) {
            return Optional.of(scalar.value() == null ? "null" : scalar.text());
        }
        if (value instanceof Node.Mapping mapping && mapping.get("name").orElse(null) instanceof Node.Scalar name) {
            String options = mapping.without(Set.of("name")).entries().entrySet().stream()
                    .map(option -> option.getKey() + ":" + option.getValue().value().plain())
                    .collect(Collectors.joining(" "));
            return Optional.of(options.isEmpty() ? name.text() : name.text() + "(" + options + ")");
        }
        return Optional.empty();
    }
}
