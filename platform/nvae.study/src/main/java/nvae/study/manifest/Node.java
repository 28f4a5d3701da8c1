package nvae.study.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value of a manifest that knows where it stands. */
public sealed interface Node {
    Location where();

    /** The value without locations: nested maps, lists, strings, longs, doubles, booleans, null. */
    Object plain();

    /** What it is, for a message: {@code the number 3}, {@code a list}. */
    String describe();

    /**
     * A single value.
     *
     * @param value a string, long, double or boolean, or null
     * @param text as it is written, without quotes
     */
    record Scalar(Location where, Object value, String text) implements Node {
        /** A string that no file holds literally. */
        public static Scalar of(Location where, String value) {
            return new Scalar(where, value, value);
        }

        public boolean isText() {
            return value instanceof String;
        }

        @Override
        public Object plain() {
            return value;
        }

        @Override
        public String describe() {
            if (value == null) {
                return "nothing";
            }
            if (value instanceof String) {
                return "the text '" + text + "'";
            }
            return value instanceof Boolean ? text : "the number " + text;
        }
    }

    /** A list. */
    record Sequence(Location where, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Object plain() {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.plain()));
            return Collections.unmodifiableList(values);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** Keys and values, in the order in which they are written. */
    record Mapping(Location where, Map<String, Entry> entries) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** No keys. */
        public static Mapping empty(Location where) {
            return new Mapping(where, Map.of());
        }

        /** One key, which stands where its value does. */
        public static Mapping of(String key, Node value) {
            return new Mapping(value.where(), Map.of(key, new Entry(value.where(), value)));
        }

        public Optional<Node> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        public Set<String> keys() {
            return entries.keySet();
        }

        /** This mapping with fewer keys. */
        public Mapping without(Set<String> keys) {
            Map<String, Entry> kept = new LinkedHashMap<>(entries);
            kept.keySet().removeAll(keys);
            return new Mapping(where, kept);
        }

        @Override
        public Object plain() {
            Map<String, Object> values = new LinkedHashMap<>();
            entries.forEach((key, entry) -> values.put(key, entry.value().plain()));
            return Collections.unmodifiableMap(values);
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /**
     * A key's value.
     *
     * @param key where the key stands
     */
    record Entry(Location key, Node value) {}
}
