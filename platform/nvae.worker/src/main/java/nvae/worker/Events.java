package nvae.worker;

import com.google.gson.Gson;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Tells the host what happens: one JSON object a line. */
final class Events {
    private static final Gson GSON = new Gson();
    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private long lastSent;

    Events(PrintStream out) {
        this(out, System::nanoTime);
    }

    /** @param nanoTime a clock as {@link System#nanoTime} is one */
    Events(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.lastSent = nanoTime.getAsLong();
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
        lastSent = nanoTime.getAsLong();
    }

    /** A sign of life for a host that ends silent workers; sent only if nothing else was for some seconds. */
    void alive() {
        if (nanoTime.getAsLong() - lastSent >= QUIET_NANOS) {
            send("alive", Map.of());
        }
    }

    /** Sends the event that ends an attempt, for a reason that another attempt would meet again. */
    void failed(Failure reason, String message) {
        send("failed", Map.of("reason", reason.inWords(), "message", message));
    }

    /** Why a trial failed. All but {@link #STORAGE} are for good. */
    enum Failure {
        /** A loss, gradient or parameter is not finite. */
        DIVERGED,
        /** Something that a person gave: configuration, data, check-point, device. */
        INPUT,
        /** The run folder cannot be written: the study stops until a person has made room, or changed its rights. */
        STORAGE,
        /** Anything else. */
        ERROR;

        String inWords() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
