package nvae.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Names and values of a task's arguments, in order; a value may be null. */
final class Arguments {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Arguments with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    Map<String, Object> map() {
        return values;
    }

    /** Those that are not null. */
    Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>(values);
        given.values().removeIf(Objects::isNull);
        return given;
    }
}
