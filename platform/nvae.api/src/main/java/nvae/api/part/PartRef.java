package nvae.api.part;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A place in a configuration that names a part: a bare name ({@code gate: none}) or a mapping with the key {@code name} and the part's
 * options beside it ({@code gate: {name: squeeze-excite, reduction: 8}}).
 */
public record PartRef(String name, Options options) {
    /** The key of the mapping form that holds the part's name. */
    public static final String NAME_KEY = "name";

    /**
     * Reads either form.
     *
     * @throws IllegalArgumentException if the value is neither
     */
    public static PartRef of(Object value) {
        if (value instanceof String name) {
            return new PartRef(name, Options.none());
        }
        if (value instanceof Map<?, ?> map && map.get(NAME_KEY) instanceof String name) {
            Map<String, Object> options = new LinkedHashMap<>();
            map.forEach((key, option) -> options.put(String.valueOf(key), option));
            options.remove(NAME_KEY);
            return new PartRef(name, Options.of(options));
        }
        throw new IllegalArgumentException("expected a part's name, or a mapping with the key 'name', but found: " + value);
    }

    /** The named part. */
    public <T> T in(Parts parts, Class<T> type, String kind) {
        return parts.get(type, kind, name);
    }
}
