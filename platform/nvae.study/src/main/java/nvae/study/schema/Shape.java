package nvae.study.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import nvae.study.catalog.OptionDescription;

/** What may stand at a path of a configuration. */
sealed interface Shape {
    /**
     * A mapping with fixed keys.
     *
     * @param help the part that documents its options, {@code section model}; empty if there is none
     * @param overrides whether every key may be left out, because it is then as in the group around this one
     */
    record Group(String help, Map<String, Shape> keys, boolean overrides) implements Shape {
        static Group of(String help) {
            return new Group(help, new LinkedHashMap<>(), false);
        }

        static Group overriding() {
            return new Group("", new LinkedHashMap<>(), true);
        }
    }

    /**
     * One part, by name or as a mapping with its options.
     *
     * @param usedWith the whole-number option of the same group that must be positive for the part to be used; null if it always is
     * @param preset the part that is used if none is named; null if one must be
     */
    record Slot(String kind, String usedWith, String preset) implements Shape {}

    /** Any number of parts of a kind, each with its options. */
    record PartSet(String kind) implements Shape {}

    /** A value. */
    record Value(OptionDescription option) implements Shape {}
}
