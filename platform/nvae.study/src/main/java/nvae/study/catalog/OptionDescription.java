package nvae.study.catalog;

import java.util.List;

/**
 * One option of a part, as its Metatype definition says.
 *
 * @param name the key in a manifest
 * @param type what a value must be
 * @param list whether the option takes a list of such values
 * @param defaults the default: one value, several for a list, none if the option must be given
 * @param min smallest number allowed, or null
 * @param max largest number allowed, or null
 * @param choices the values allowed; empty if not restricted
 * @param help one or two sentences
 */
public record OptionDescription(
        String name, Type type, boolean list, List<Object> defaults, Double min, Double max, List<String> choices, String help) {

    /** Types of option values. */
    public enum Type {
        BOOLEAN,
        INTEGER,
        NUMBER,
        STRING
    }
}
