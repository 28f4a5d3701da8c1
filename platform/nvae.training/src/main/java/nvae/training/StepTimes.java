package nvae.training;

import java.util.Arrays;

/** How long the steps of this process took, in seconds. The first step, which warms up, does not count towards the median. */
public final class StepTimes {
    private static final int KEPT = 1024;

    private static final double NANOS_PER_SECOND = 1e9;

    private final double[] latest = new double[KEPT];
    private long count;

    /**
     * Adds a step that ends now.
     *
     * @param begin {@link System#nanoTime} at its begin
     * @return how long it took
     */
    public double addSince(long begin) {
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        latest[(int) (count++ % KEPT)] = seconds;
        return seconds;
    }

    /** How many steps were added. */
    public long count() {
        return count;
    }

    /** The median of the latest steps; NaN before the first. */
    public double median() {
        int size = (int) Math.min(count, KEPT);
        int from = count > 1 && count <= KEPT ? 1 : 0;
        double[] sorted = Arrays.copyOfRange(latest, from, size);
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
