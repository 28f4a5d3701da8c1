package nvae.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class InferenceTest {
    private static final Inference BY_T = new Inference(0.95, PairedTest.T, IntervalMethod.T);

    @Test
    void threeSeedsAreUnderpoweredHoweverClearTheyLook() {
        Comparison comparison = judge(Inference.DEFAULT, difference(5, 5.1, 5.2)).get(0);
        assertThat(comparison.verdict()).isEqualTo(Verdict.UNDERPOWERED);
        assertThat(comparison.finding()).isEqualTo("underpowered: 3 seeds cannot go below p = 0.25");
        assertThat(comparison.interval().orElseThrow().contains(0)).isFalse();
    }

    @Test
    void theCorrectionCanMakeSeedsTooFewThatWouldDoForOneComparison() {
        PairedDifference clear = difference(1, 2, 3, 4, 5, 6);
        assertThat(judge(Inference.DEFAULT, clear).get(0).finding()).isEqualTo("clear: worse");
        assertThat(judge(Inference.DEFAULT, clear, clear).get(1).finding())
                .isEqualTo("underpowered: 6 seeds cannot go below p = 0.0625 over 2 comparisons");
    }

    @Test
    void theSideThatIsBetterDependsOnTheMetric() {
        List<PairedDifference> lower = List.of(difference(-5, -5.1, -5.2));
        assertThat(BY_T.judge(lower, true).get(0).finding()).isEqualTo("clear: better");
        assertThat(BY_T.judge(lower, false).get(0).finding()).isEqualTo("clear: worse");
        assertThat(judge(BY_T, difference(-5, 5, 4)).get(0).finding()).isEqualTo("inconclusive");
    }

    @Test
    void differencesThatAreNotThereYetCountInTheCorrection() {
        PairedDifference some = difference(1.0, 2, 3);
        double alone = judge(BY_T, some).get(0).corrected();
        List<Comparison> withTwoToCome = judge(BY_T, some, difference(), difference(4));
        assertThat(withTwoToCome.get(0).corrected()).isEqualTo(3 * alone);
        assertThat(withTwoToCome.get(1).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(withTwoToCome.get(2).corrected()).isNaN();
    }

    @Test
    void theSeedsNeededAreTheFirstThatSuffice() {
        for (PairedTest test : PairedTest.values()) {
            for (int comparisons = 1; comparisons < 40; comparisons++) {
                int needed = new Power(test, 2, comparisons, 0.05).seedsNeeded();
                assertThat(new Power(test, needed, comparisons, 0.05).suffices()).isTrue();
                assertThat(needed == 2 || !new Power(test, needed - 1, comparisons, 0.05).suffices()).isTrue();
            }
        }
        assertThat(new Power(PairedTest.SIGN_FLIP, 2, 5, 0.05).seedsNeeded()).isEqualTo(8);
    }

    @Test
    void ninetyPercentConfidenceIsATenthOfError() {
        assertThat(new Inference(0.9, PairedTest.T, IntervalMethod.T).alpha()).isEqualTo(0.1);
    }

    private static List<Comparison> judge(Inference inference, PairedDifference... differences) {
        return inference.judge(List.of(differences), true);
    }

    private static PairedDifference difference(double... values) {
        Map<Long, Double> bySeed = new TreeMap<>();
        DoubleStream.of(values).forEach(value -> bySeed.put((long) bySeed.size(), value));
        TreeMap<Long, Double> zero = new TreeMap<>(bySeed);
        zero.replaceAll((seed, value) -> 0.0);
        return PairedDifference.of(bySeed, zero);
    }
}
