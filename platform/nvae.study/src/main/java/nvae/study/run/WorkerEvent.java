package nvae.study.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a worker says, as far as the host acts on it. */
public sealed interface WorkerEvent {

    /** The event that the JSON object is; {@link Other} for one that only a log or a progress line is interested in. */
    static WorkerEvent of(Map<String, Object> json) {
        return switch (String.valueOf(json.get("event"))) {
            case "composed" -> new Composed((long) number(json, "parameters"));
            case "progress" -> new Progress((long) number(json, "step"), (long) number(json, "steps"), number(json, "nelbo"),
                    number(json, "imagesPerSecond"));
            case "measured" -> new Measured((long) number(json, "parameters"), number(json, "secondsPerStep"), (long) number(json, "steps"),
                    (long) number(json, "peakMemoryBytes"));
            case "done" -> new Done(numbers(json.get("metrics")), list(json.get("klPerGroup")));
            case "failed" -> new Failed(text(json, "reason", Failed.ERROR), text(json, "message", "The worker gave no message."));
            default -> new Other();
        };
    }

    /** The model stands. */
    record Composed(long parameters) implements WorkerEvent {}

    /**
     * A training step.
     *
     * @param steps of the whole training; 0 if unknown
     * @param nelbo nats per image; NaN if unknown
     * @param imagesPerSecond NaN if unknown
     */
    record Progress(long step, long steps, double nelbo, double imagesPerSecond) implements WorkerEvent {}

    /**
     * The model has been sized and timed.
     *
     * @param steps of the whole training; 0 if unknown
     */
    record Measured(long parameters, double secondsPerStep, long steps, long peakMemoryBytes) implements WorkerEvent {}

    /** The trial is trained and evaluated, and everything is on disk. */
    record Done(Map<String, Double> metrics, List<Double> klPerGroup) implements WorkerEvent {}

    /**
     * The trial cannot succeed, or not until somebody has done something.
     *
     * @param reason {@code diverged}, {@code input}, {@link #STORAGE} or {@link #ERROR}
     */
    record Failed(String reason, String message) implements WorkerEvent {
        /** The run folder cannot be written: a full disk, or rights that were taken away. */
        public static final String STORAGE = "storage";

        /** A reason that is neither the model's nor the input's. */
        public static final String ERROR = "error";
    }

    /** Anything else. */
    record Other() implements WorkerEvent {}

    private static double number(Map<String, Object> json, String key) {
        return json.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static String text(Map<String, Object> json, String key, String missing) {
        return json.get(key) instanceof String text && !text.isBlank() ? text : missing;
    }

    private static Map<String, Double> numbers(Object json) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value instanceof Number number) {
                    numbers.put(String.valueOf(key), number.doubleValue());
                }
            });
        }
        return numbers;
    }

    private static List<Double> list(Object json) {
        List<Double> numbers = new ArrayList<>();
        if (json instanceof List<?> values) {
            values.forEach(value -> numbers.add(value instanceof Number number ? number.doubleValue() : Double.NaN));
        }
        return numbers;
    }
}
