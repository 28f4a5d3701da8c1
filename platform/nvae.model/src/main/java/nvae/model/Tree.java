package nvae.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nvae.api.part.PartRef;

/** A mapping in a configuration that knows its own path, so that errors can name it. */
record Tree(String path, Map<String, ?> values) {

    /** Anything but these keys is an error. */
    void allow(Set<String> keys) {
        for (String key : values.keySet()) {
            if (!keys.contains(key)) {
                throw new InvalidModelException(path(key), "an unknown key", "the keys here are " + new TreeSet<>(keys));
            }
        }
    }

    Tree child(String key) {
        if (require(key) instanceof Map<?, ?> map) {
            Map<String, Object> child = new LinkedHashMap<>();
            map.forEach((name, value) -> child.put(String.valueOf(name), value));
            return new Tree(path(key), child);
        }
        throw new InvalidModelException(path(key), values.get(key), "a mapping is expected");
    }

    PartRef part(String key) {
        Object value = require(key);
        return InvalidModelException.at(path(key), () -> PartRef.of(value));
    }

    /** The part that this key names, or the fallback without one. */
    PartRef part(String key, PartRef fallback) {
        return has(key) ? part(key) : fallback;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    String path(String key) {
        return path + "." + key;
    }

    private Object require(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new InvalidModelException(path(key), "nothing", "a value is needed");
        }
        return value;
    }
}
