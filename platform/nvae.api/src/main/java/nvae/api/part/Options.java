package nvae.api.part;

import java.util.Map;
import org.osgi.util.converter.Converters;

/**
 * The options that a manifest gives to one part. They have been checked against the part's {@code @ObjectClassDefinition} when a part
 * receives them; what the manifest leaves out takes the default that the definition gives.
 */
public final class Options {
    private static final Options NONE = new Options(Map.of());

    private final Map<String, Object> values;

    private Options(Map<String, ?> values) {
        this.values = Map.copyOf(values);
    }

    /** No options: every default holds. */
    public static Options none() {
        return NONE;
    }

    /** Options by name; values are strings, booleans, numbers, or lists of them. */
    public static Options of(Map<String, ?> values) {
        return new Options(values);
    }

    /** One option; {@link #of(Map)} for more. */
    public static Options of(String name, Object value) {
        return new Options(Map.of(name, value));
    }

    /**
     * These options as an instance of the part's options annotation.
     *
     * @param definition an annotation type with an {@code @ObjectClassDefinition}; its methods are the options
     */
    public <A> A as(Class<A> definition) {
        return Converters.standardConverter().convert(values).to(definition);
    }

    /** The values that were given, without defaults. */
    public Map<String, Object> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
