package nvae.study.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What a number of seeds can show at best, before any of them is run.
 *
 * @param comparisons that Holm's correction is over
 * @param alpha the p-value that counts as clear, say 0.05
 */
public record Power(PairedTest test, int seeds, int comparisons, double alpha) {
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.DOWN);

    /** The smallest p-value after Holm's correction that any comparison can reach. */
    public double floor() {
        return Math.min(1, comparisons * test.floor(seeds));
    }

    /** Whether a clear result is possible at all. */
    public boolean suffices() {
        return floor() <= alpha;
    }

    /** The smallest number of seeds that suffices. */
    public int seedsNeeded() {
        int needed = 2;
        while (comparisons * test.floor(needed) > alpha && needed < SignFlip.EXACT) {
            needed++;
        }
        return needed;
    }

    /** As {@code 3 seeds cannot go below p = 0.25}; the correction is named only where it is what makes the seeds too few. */
    public String shortfall() {
        return shortfall("comparison");
    }

    /** The same, of what the noun says is compared. */
    public String shortfall(String noun) {
        double alone = test.floor(seeds);
        boolean evenAlone = alone > alpha || comparisons < 2;
        return (seeds == 1 ? "1 seed" : seeds + " seeds") + " cannot go below p = " + number(evenAlone ? alone : floor())
                + (evenAlone ? "" : " over " + comparisons + " " + noun + "s");
    }

    private static String number(double p) {
        return new BigDecimal(p).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
