package nvae.study.report.chart;

/** Maps values to places along an axis, linearly. */
record Scale(double low, double high, double start, double end) {
    Scale {
        if (!(high > low)) {
            double half = Math.max(Math.abs(low) * 0.05, 0.5);
            high = low + half;
            low = low - half;
        }
    }

    double at(double value) {
        return start + (value - low) / (high - low) * (end - start);
    }

    /** The place, held within the axis. */
    double clamped(double value) {
        return at(Math.max(low, Math.min(high, value)));
    }

    boolean covers(double value) {
        return low <= value && value <= high;
    }
}
