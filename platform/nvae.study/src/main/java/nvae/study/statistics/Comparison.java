package nvae.study.statistics;

import java.util.Optional;

/**
 * One difference of a table as it is judged among the others.
 *
 * @param pValue before the correction; empty with fewer than two seeds
 * @param corrected after Holm's correction; NaN where there is no p-value
 * @param power what these seeds could have shown at best
 */
public record Comparison(PairedDifference difference, Optional<Interval> interval, Optional<Double> pValue, double corrected, Power power,
        Verdict verdict) {

    /** The verdict for a person: {@code clear: worse}, {@code inconclusive}, {@code underpowered: 3 seeds cannot go below p = 0.25}. */
    public String finding() {
        return switch (verdict) {
            case BETTER -> "clear: better";
            case WORSE -> "clear: worse";
            case INCONCLUSIVE -> "inconclusive";
            case UNDERPOWERED -> "underpowered: " + power.shortfall();
            case UNKNOWN -> "";
        };
    }
}
