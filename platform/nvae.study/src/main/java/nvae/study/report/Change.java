package nvae.study.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One thing that a variant has otherwise than the base, for a person.
 *
 * @param from the base's value; empty where the base has none
 */
record Change(String path, String from, String to) {

    /**
     * What a variant changes.
     *
     * @param changes path to value; {@code *} in a path stands for every key there
     * @param base the base's resolved configuration
     */
    static List<Change> of(Map<String, Object> changes, Map<String, Object> base) {
        return changes.entrySet().stream().map(change -> of(change.getKey(), change.getValue(), base)).toList();
    }

    private static Change of(String path, Object value, Map<String, Object> base) {
        Set<Object> values = new LinkedHashSet<>();
        collect(base, List.of(path.split("\\.")), values);
        List<String> options = values.size() == 1 ? changedOptions(values.iterator().next(), value) : List.of();
        if (!options.isEmpty()) {
            return new Change(path, "", text(value) + " (" + String.join(", ", options) + ")");
        }
        String from = values.stream().map(old -> value instanceof Boolean && old instanceof Map ? "on" : text(old)).distinct()
                .collect(Collectors.joining(", "));
        return new Change(path, from, text(value));
    }

    @Override
    public String toString() {
        return path + ": " + (from.isEmpty() ? "" : from + " → ") + to;
    }

    /** Where base and variant name one part, the options that differ; a name alone would say nothing. */
    private static List<String> changedOptions(Object from, Object to) {
        if (!(from instanceof Map<?, ?> old && to instanceof Map<?, ?> changed && changed.containsKey("name")
                && changed.get("name").equals(old.get("name")))) {
            return List.of();
        }
        return changed.entrySet().stream()
                .filter(option -> !text(option.getValue()).equals(text(old.get(option.getKey()))))
                .map(option -> option.getKey() + " " + text(old.get(option.getKey())) + " → " + text(option.getValue()))
                .toList();
    }

    private static void collect(Object node, List<String> path, Set<Object> values) {
        if (path.isEmpty()) {
            values.add(node);
        } else if (node instanceof Map<?, ?> map) {
            List<String> rest = path.subList(1, path.size());
            if (path.get(0).equals("*")) {
                map.values().forEach(child -> collect(child, rest, values));
            } else if (map.containsKey(path.get(0))) {
                collect(map.get(path.get(0)), rest, values);
            } else if (rest.isEmpty() && map.containsKey("name") && path.get(0).equals("name")) {
                values.add(map);
            }
        }
    }

    /** A part by its name alone, other mappings as their entries, {@code false} as off. */
    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.containsKey("name")) {
                return map.get("name").toString();
            }
            return map.isEmpty() ? "on"
                    : map.entrySet().stream().map(entry -> entry.getKey() + " " + text(entry.getValue())).collect(Collectors.joining(", "));
        }
        if (value instanceof Boolean on) {
            return on ? "on" : "off";
        }
        return String.valueOf(value);
    }
}
