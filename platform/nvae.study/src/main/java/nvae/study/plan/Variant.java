package nvae.study.plan;

import java.util.Map;

/**
 * A configuration that the study compares.
 *
 * @param label {@code "base"}, or {@code axis=value} joined by commas in the order of the axes, zipped ones side by side
 * @param levels the axes that are not at the base's value: axis to the value's label, in the order of the label
 * @param changes what differs from the base: path, as the axis writes it, to value; in the order of the label
 * @param duplicateOf the label of the first variant with the same resolved configuration, or null; a duplicate has no trials of its own
 */
public record Variant(String label, Map<String, String> levels, Map<String, Object> changes, String duplicateOf) {
    /** The label of the unchanged variant. */
    public static final String BASE = "base";

    public boolean isBase() {
        return label.equals(BASE);
    }

    public boolean isDuplicate() {
        return duplicateOf != null;
    }
}
