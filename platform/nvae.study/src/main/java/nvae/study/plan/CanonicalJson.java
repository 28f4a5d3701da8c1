package nvae.study.plan;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON that is the same text for the same value: keys sorted, no blanks, {@code 1} for 1, 1.0 and 1e0. What ids are made of. */
final class CanonicalJson {
    /** Doubles up to here hold every whole number. */
    private static final double EXACT = 1L << 53;

    private CanonicalJson() {}

    static String of(Object value) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonWriter json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.beginObject();
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put((String) key, element));
            for (Map.Entry<String, Object> entry : sorted.entrySet()) {
                write(json.name(entry.getKey()), entry.getValue());
            }
            json.endObject();
        } else if (value instanceof List<?> list) {
            json.beginArray();
            for (Object element : list) {
                write(json, element);
            }
            json.endArray();
        } else if (value instanceof Number number) {
            json.jsonValue(number(number));
        } else if (value instanceof Boolean truth) {
            json.value(truth);
        } else {
            json.value((String) value);
        }
    }

    private static String number(Number number) {
        double value = number.doubleValue();
        boolean whole = number instanceof Long || number instanceof Integer || value == Math.rint(value) && Math.abs(value) <= EXACT;
        return whole ? Long.toString(number.longValue()) : Double.toString(value);
    }
}
