package nvae.study.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The axes that a variant moves away from the base.
 *
 * @param levels in the order of the axes, zipped ones side by side; none for the base
 */
record Combination(List<Level> levels) {
    static final Combination BASE = new Combination(List.of());

    Combination {
        levels = List.copyOf(levels);
    }

    String label() {
        return levels.isEmpty()
                ? Variant.BASE
                : levels.stream().map(level -> level.axis() + "=" + level.label()).collect(Collectors.joining(","));
    }

    /** The label of an axis' value; {@code base} if the axis is at the base's. */
    String labelOf(String axis) {
        return levels.stream().filter(level -> level.axis().equals(axis)).map(Level::label).findFirst().orElse(Variant.BASE);
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        levels.forEach(level -> labels.put(level.axis(), level.label()));
        return labels;
    }

    Map<String, Object> changes() {
        Map<String, Object> changes = new LinkedHashMap<>();
        levels.forEach(level -> changes.putAll(level.settings()));
        return changes;
    }
}
