package nvae.study.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * How a study's differences are judged.
 *
 * @param confidence of intervals; a p-value up to 1 - confidence, after Holm's correction, is clear
 * @param test what p-values and verdicts come from
 * @param interval what is shown beside them
 */
public record Inference(double confidence, PairedTest test, IntervalMethod interval) {
    /** Verdicts that assume as little as can be, intervals that exist with two seeds already. */
    public static final Inference DEFAULT = new Inference(0.95, PairedTest.SIGN_FLIP, IntervalMethod.T);

    private static final double MILLIONTHS = 1e6;

    /** The p-value that counts as clear. */
    public double alpha() {
        return Math.round((1 - confidence) * MILLIONTHS) / MILLIONTHS;
    }

    /** What seeds and comparisons can show at best. */
    public Power power(int seeds, int comparisons) {
        return new Power(test, seeds, comparisons, alpha());
    }

    /**
     * Judges the differences of one table together. One without a p-value yet counts in the correction all the same, so that verdicts do
     * not soften as a study fills.
     */
    public List<Comparison> judge(List<PairedDifference> differences, boolean lowerIsBetter) {
        List<Double> corrected = Holm.adjust(differences.stream().map(paired -> paired.pValue(test).orElse(1.0)).toList());
        List<Comparison> judged = new ArrayList<>();
        for (int i = 0; i < differences.size(); i++) {
            PairedDifference paired = differences.get(i);
            Power power = power(paired.count(), differences.size());
            judged.add(new Comparison(paired, paired.interval(interval, confidence), paired.pValue(test),
                    paired.pValue(test).isEmpty() ? Double.NaN : corrected.get(i), power,
                    verdict(paired, corrected.get(i), power, lowerIsBetter)));
        }
        return judged;
    }

    private Verdict verdict(PairedDifference paired, double p, Power power, boolean lowerIsBetter) {
        if (paired.pValue(test).isEmpty()) {
            return Verdict.UNKNOWN;
        }
        if (!power.suffices()) {
            return Verdict.UNDERPOWERED;
        }
        if (p > alpha()) {
            return Verdict.INCONCLUSIVE;
        }
        return paired.summary().mean() < 0 == lowerIsBetter ? Verdict.BETTER : Verdict.WORSE;
    }
}
