package nvae.worker;

import com.google.gson.Gson;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Tells the host what happens: one JSON object a line. */
final class Events {
    private static final Gson GSON = new Gson();

    private final PrintStream out;

    Events(PrintStream out) {
        this.out = out;
    }

    /** Sends one event. Values that are not finite, which JSON cannot say, are left out. */
    void send(String event, Map<String, ?> values) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        values.forEach((name, value) -> {
            if (!(value instanceof Double number) || Double.isFinite(number)) {
                line.put(name, value);
            }
        });
        out.println(GSON.toJson(line));
        out.flush();
    }

    /** Sends the event that ends a trial for good. */
    void failed(Failure reason, String message) {
        send("failed", Map.of("reason", reason.inWords(), "message", message));
    }

    /** Why a trial failed for good. */
    enum Failure {
        /** A loss, gradient or parameter is not finite. */
        DIVERGED,
        /** Something that a person gave: configuration, data, check-point, device. */
        INPUT,
        /** Anything else. */
        ERROR;

        String inWords() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
