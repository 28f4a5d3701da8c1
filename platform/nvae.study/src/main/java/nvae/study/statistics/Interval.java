package nvae.study.statistics;

/**
 * A confidence interval.
 *
 * @param level its coverage, say 0.95
 */
public record Interval(double low, double high, double level) {

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
