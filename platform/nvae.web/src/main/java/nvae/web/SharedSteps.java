package nvae.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Curves over one common row of steps, as a chart with many lines wants them.
 *
 * @param steps in order
 * @param curves by name: a value for each step, null where there is none
 */
record SharedSteps(long[] steps, Map<String, Float[]> curves) {

    /**
     * Brings curves together. Few enough steps are kept as they are; otherwise the range is cut into so many equal buckets, and each
     * curve keeps its lowest and its highest value of every bucket, in the order in which they came.
     */
    static SharedSteps of(Map<String, Curve> curves, int buckets) {
        TreeSet<Long> all = new TreeSet<>();
        curves.values().forEach(curve -> curve.visit((step, value) -> all.add(step)));
        return all.size() <= 2 * buckets ? exact(curves, all) : bucketed(curves, all.first(), all.last(), buckets);
    }

    private static SharedSteps exact(Map<String, Curve> curves, TreeSet<Long> all) {
        long[] steps = all.stream().mapToLong(Long::longValue).toArray();
        Map<Long, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < steps.length; i++) {
            places.put(steps[i], i);
        }
        Map<String, Float[]> rows = new LinkedHashMap<>();
        curves.forEach((name, curve) -> {
            Float[] row = new Float[steps.length];
            curve.visit((step, value) -> row[places.get(step)] = (float) value);
            rows.put(name, row);
        });
        return new SharedSteps(steps, rows);
    }

    private static SharedSteps bucketed(Map<String, Curve> curves, long first, long last, int buckets) {
        double width = (last - first + 1) / (double) buckets;
        long[] steps = new long[2 * buckets];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = first + Math.round((i + 0.5) * width / 2);
        }
        Map<String, Float[]> rows = new LinkedHashMap<>();
        curves.forEach((name, curve) -> {
            Float[] row = new Float[2 * buckets];
            curve.visit((step, value) -> put(row, (int) ((step - first) / width), (float) value));
            rows.put(name, row);
        });
        return new SharedSteps(steps, rows);
    }

    /** A bucket is a pair: its first extreme and its second. */
    private static void put(Float[] row, int bucket, float value) {
        int a = 2 * bucket;
        int b = a + 1;
        if (row[a] == null) {
            row[a] = value;
        } else if (row[b] == null) {
            row[b] = value;
        } else {
            replace(row, a, b, value);
        }
    }

    /** A new extreme is the later one, so the other end of the range moves to the front. */
    private static void replace(Float[] row, int a, int b, float value) {
        float low = Math.min(row[a], row[b]);
        float high = Math.max(row[a], row[b]);
        if (value < low) {
            row[a] = high;
            row[b] = value;
        } else if (value > high) {
            row[a] = low;
            row[b] = value;
        }
    }
}
