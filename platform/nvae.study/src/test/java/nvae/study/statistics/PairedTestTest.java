package nvae.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PairedTestTest {
    /** Darwin's maize in eighths of an inch, crossed minus self-fertilized: Fisher, The Design of Experiments (1935), section 17. */
    private static final List<Double> MAIZE =
            Stream.of(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48).map(Integer::doubleValue).toList();

    /** Depression before and after a tranquilizer: Hollander and Wolfe, Nonparametric Statistical Methods (1973), table 3.1. */
    private static final List<Double> BEFORE = List.of(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30);

    private static final List<Double> AFTER = List.of(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29);

    @Test
    void signFlipsAgreeWithFishersCount() {
        // Section 21: in 863 of the 32768 arrangements the sum is as great as 314 or greater.
        assertThat(PairedTest.SIGN_FLIP.pValue(MAIZE).orElseThrow()).isCloseTo(2 * 863 / 32768.0, within(1e-15));
    }

    @Test
    void studentsTAgreesWithFishersMaize() {
        // Section 17: t = 2.148 with 14 degrees of freedom; R 4.3 gives p = 0.0497.
        assertThat(PairedTest.T.pValue(MAIZE).orElseThrow()).isCloseTo(0.0497, within(5e-5));
    }

    @Test
    void signedRanksAgreeWithHollanderAndWolfe() {
        List<Double> differences = IntStream.range(0, BEFORE.size()).mapToObj(i -> BEFORE.get(i) - AFTER.get(i)).toList();
        // T+ = 40, one-sided p = 0.019 there; 10 of 512 patterns.
        assertThat(PairedTest.WILCOXON.pValue(differences).orElseThrow()).isCloseTo(2 * 10 / 512.0, within(1e-12));
    }

    @Test
    void signedRanksWithTiesCountThePatternsOfTheMiddleRanks() {
        // Ranks 1.5, 1.5, 3: of the 8 patterns only +++ and --- reach 6.
        assertThat(PairedTest.WILCOXON.pValue(List.of(1.0, 1.0, 2.0))).contains(2 / 8.0);
        // -1.5 + 1.5 + 3 = 3 is reached by all but -+... with |sum| 0: ++- and --+.
        assertThat(PairedTest.WILCOXON.pValue(List.of(-1.0, 1.0, 2.0))).contains(6 / 8.0);
        assertThat(PairedTest.WILCOXON.pValue(List.of(0.0, 0.0))).contains(1.0);
    }

    @Test
    void signFlipsOfThreeByHand() {
        // Sums of ±1 ±2 ±4: 7, 5, 3, 1 and their opposites; -1 + 2 + 4 = 5 is reached by four of eight.
        assertThat(PairedTest.SIGN_FLIP.pValue(List.of(-1.0, 2.0, 4.0))).contains(4 / 8.0);
        assertThat(PairedTest.SIGN_FLIP.pValue(List.of(0.1, 0.2, 0.3))).contains(2 / 8.0);
    }

    @Test
    void threeSeedsCannotGoBelowAQuarterHoweverLargeTheirDifferences() {
        for (PairedTest test : List.of(PairedTest.SIGN_FLIP, PairedTest.WILCOXON)) {
            assertThat(test.floor(3)).isEqualTo(0.25);
            assertThat(test.pValue(List.of(1e6, 1.1e6, 1.2e6))).contains(0.25);
        }
    }

    @Test
    void noPValueIsBelowTheFloorOrAboveOne() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<Double> differences = differences(random, 2 + random.nextInt(9));
            for (PairedTest test : PairedTest.values()) {
                assertThat(test.pValue(differences).orElseThrow()).isBetween(test.floor(differences.size()), 1.0);
            }
        }
    }

    @Test
    void theSignOfAllDifferencesAndTheirOrderDoNotMatter() {
        Random random = new Random(8);
        for (int round = 0; round < 100; round++) {
            List<Double> differences = differences(random, 2 + random.nextInt(9));
            int last = differences.size() - 1;
            List<Double> turned = IntStream.rangeClosed(0, last).mapToObj(i -> -differences.get(last - i)).toList();
            for (PairedTest test : PairedTest.values()) {
                assertThat(test.pValue(turned).orElseThrow()).isCloseTo(test.pValue(differences).orElseThrow(), within(1e-12));
            }
        }
    }

    @Test
    void manyDifferencesAreSampledNearTheExactValueAndTheSameEachTime() {
        double[] ranks = IntStream.rangeClosed(1, 24).mapToDouble(i -> i % 3 == 0 ? -i : i).toArray();
        double sampled = new SignFlip(ranks).pValue();
        // Flipping the signs of whole ranks is Wilcoxon's test, whose exact distribution is tabulated for this n.
        double exact = PairedTest.WILCOXON.pValue(Arrays.stream(ranks).boxed().toList()).orElseThrow();
        assertThat(sampled).isCloseTo(exact, within(4 * Math.sqrt(exact / 100_000))).isEqualTo(new SignFlip(ranks).pValue());
    }

    @Test
    void oneDifferenceAndOnesThatAreNotFiniteHaveNoPValue() {
        for (PairedTest test : PairedTest.values()) {
            assertThat(test.pValue(List.of(3.0))).isEmpty();
            assertThat(test.pValue(List.of(3.0, Double.NaN))).isEmpty();
        }
    }

    private static List<Double> differences(Random random, int count) {
        return Stream.generate(() -> Math.round(10 * random.nextGaussian()) / 4.0).limit(count).toList();
    }
}
