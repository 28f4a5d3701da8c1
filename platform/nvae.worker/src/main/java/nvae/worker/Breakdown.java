package nvae.worker;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nvae.api.tensor.Tensors;
import nvae.model.StepPart;

/**
 * Where the time of training steps goes. After every part it waits for the device, so that a part's time is all its own; without the
 * waiting a step is shorter, because parts overlap.
 */
final class Breakdown {
    private static final double NANOS_PER_SECOND = 1e9;

    private final NDManager manager;
    private final Map<StepPart, List<Double>> seconds = new EnumMap<>(StepPart.class);
    private final Map<StepPart, Long> nanos = new EnumMap<>(StepPart.class);
    private final List<Double> steps = new ArrayList<>();
    private long began;
    private long last;

    /** @param manager on the steps' device */
    Breakdown(NDManager manager) {
        this.manager = manager;
    }

    /** A step begins now; nothing of an earlier one is under way any more. */
    void begin() {
        Tensors.awaitAll(manager);
        nanos.clear();
        began = System.nanoTime();
        last = began;
    }

    /** What was done since the begin, or since the last call, was this part. */
    void done(StepPart part) {
        Tensors.awaitAll(manager);
        long now = System.nanoTime();
        nanos.merge(part, now - last, Long::sum);
        last = now;
    }

    /** The step has ended. */
    void end() {
        done(StepPart.BOOKKEEPING);
        steps.add((System.nanoTime() - began) / NANOS_PER_SECOND);
        nanos.forEach((part, time) -> seconds.computeIfAbsent(part, key -> new ArrayList<>()).add(time / NANOS_PER_SECOND));
    }

    /** Seconds of a step and of its parts, for parts also their share of all parts' time. */
    Map<String, Object> report() {
        double all = seconds.values().stream().mapToDouble(Breakdown::sum).sum();
        Map<String, Object> parts = new LinkedHashMap<>();
        seconds.forEach((part, times) -> {
            Map<String, Object> report = Spread.of(times).report();
            report.put("mean", sum(times) / steps.size());
            report.put("share", sum(times) / all);
            parts.put(part.name().toLowerCase(Locale.ROOT), report);
        });
        Map<String, Object> step = Spread.of(steps).report();
        step.put("mean", sum(steps) / steps.size());
        return Map.of("synchronized", true, "secondsPerStep", step, "parts", parts);
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }
}
