package nvae.study.statistics;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/** Wilcoxon's signed-rank test, exact with ties too. Differences of zero are left out, as Wilcoxon did (1945). */
final class SignedRanks {
    /** The exact distribution without ties is tabulated up to here. */
    private static final int EXACT = 1023;

    private final double[] differences;
    private final double[] ranks;

    SignedRanks(double[] differences) {
        this.differences = DoubleStream.of(differences).filter(difference -> difference != 0).toArray();
        this.ranks = new NaturalRanking(TiesStrategy.AVERAGE).apply(DoubleStream.of(this.differences).map(Math::abs).toArray());
    }

    double pValue() {
        if (differences.length == 0) {
            return 1;
        }
        boolean ties = DoubleStream.of(ranks).distinct().count() < ranks.length;
        return ties || differences.length > EXACT ? randomized() : tabulated();
    }

    private double tabulated() {
        return WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT).test(differences).getPValue();
    }

    /** With ties the table does not hold; the ranks with their signs flipped are still as likely as any. */
    private double randomized() {
        return new SignFlip(IntStream.range(0, ranks.length).mapToDouble(i -> Math.copySign(ranks[i], differences[i])).toArray()).pValue();
    }
}
