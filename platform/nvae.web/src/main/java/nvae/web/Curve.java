package nvae.web;

import java.util.Arrays;

/**
 * One quantity over the steps of a trial, in bounded memory however long the trial. Neighbouring points share a bucket that keeps the
 * lowest and the highest of them, each at its own step; when all buckets are taken, pairs of them become one. Spikes therefore survive
 * any amount of down-sampling. Steps come in order; one that comes again replaces what was there from it on, as when a resumed trial
 * repeats steps.
 */
final class Curve {
    private static final int CAPACITY = 512;

    private long[] lowStep = new long[16];
    private double[] low = new double[16];
    private long[] highStep = new long[16];
    private double[] high = new double[16];
    private int buckets;
    private int pointsPerBucket = 1;
    private int pointsInLast;

    /** Takes the points of a curve in the order of their steps. */
    @FunctionalInterface
    interface Visitor {
        void point(long step, double value);
    }

    /** Adds a point; what is not finite is left out. */
    void add(long step, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        rewind(step);
        if (buckets > 0 && pointsInLast < pointsPerBucket) {
            int last = buckets - 1;
            if (value < low[last]) {
                low[last] = value;
                lowStep[last] = step;
            }
            if (value > high[last]) {
                high[last] = value;
                highStep[last] = step;
            }
            pointsInLast++;
            return;
        }
        if (buckets == CAPACITY) {
            halve();
        }
        grow();
        lowStep[buckets] = step;
        low[buckets] = value;
        highStep[buckets] = step;
        high[buckets] = value;
        buckets++;
        pointsInLast = 1;
    }

    /** Visits at most two points a bucket. */
    void visit(Visitor visitor) {
        for (int i = 0; i < buckets; i++) {
            boolean lowFirst = lowStep[i] <= highStep[i];
            visitor.point(lowFirst ? lowStep[i] : highStep[i], lowFirst ? low[i] : high[i]);
            if (lowStep[i] != highStep[i]) {
                visitor.point(lowFirst ? highStep[i] : lowStep[i], lowFirst ? high[i] : low[i]);
            }
        }
    }

    boolean isEmpty() {
        return buckets == 0;
    }

    private void rewind(long step) {
        while (buckets > 0 && Math.max(lowStep[buckets - 1], highStep[buckets - 1]) >= step) {
            buckets--;
            pointsInLast = pointsPerBucket;
        }
    }

    private void halve() {
        for (int i = 0; i < buckets / 2; i++) {
            int lower = low[2 * i] <= low[2 * i + 1] ? 2 * i : 2 * i + 1;
            int higher = high[2 * i] >= high[2 * i + 1] ? 2 * i : 2 * i + 1;
            low[i] = low[lower];
            lowStep[i] = lowStep[lower];
            high[i] = high[higher];
            highStep[i] = highStep[higher];
        }
        buckets /= 2;
        pointsPerBucket *= 2;
        pointsInLast = pointsPerBucket;
    }

    private void grow() {
        if (buckets == low.length) {
            int length = Math.min(CAPACITY, 2 * buckets);
            lowStep = Arrays.copyOf(lowStep, length);
            low = Arrays.copyOf(low, length);
            highStep = Arrays.copyOf(highStep, length);
            high = Arrays.copyOf(high, length);
        }
    }
}
