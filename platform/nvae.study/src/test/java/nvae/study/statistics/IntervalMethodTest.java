package nvae.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntervalMethodTest {
    /** Survival of treated mice: Efron and Tibshirani, An Introduction to the Bootstrap (1993), table 2.1. */
    private static final List<Double> MICE = List.of(94.0, 197.0, 16.0, 38.0, 99.0, 141.0, 23.0);

    @Test
    void theSignFlipIntervalOfSixIsFromTheSmallestToTheLargest() {
        Interval interval = IntervalMethod.SIGN_FLIP.interval(List.of(3.0, 1.0, 2.0, 7.0, 5.0, 4.0), 0.95).orElseThrow();
        assertThat(interval).isEqualTo(new Interval(1, 7, 1 - 2 / 64.0));
        assertThat(IntervalMethod.SIGN_FLIP.interval(List.of(3.0, 1.0, 2.0, 7.0, 5.0), 0.95)).as("five cannot cover 95 %").isEmpty();
    }

    @Test
    void theSignFlipIntervalOfThreeByHand() {
        // Subset means of 1, 2, 6 in order: 1, 1.5, 2, 3, 3.5, 4, 6; leaving out two pieces on either side covers one half.
        assertThat(IntervalMethod.SIGN_FLIP.interval(List.of(1.0, 2.0, 6.0), 0.5)).contains(new Interval(1.5, 4, 0.5));
    }

    @Test
    void theSignFlipIntervalLeavesZeroOutExactlyWhenTheTestIsSignificant() {
        Random random = new Random(3);
        int significant = 0;
        for (int round = 0; round < 300; round++) {
            List<Double> differences = sample(random, 6 + random.nextInt(6), 0.8);
            boolean rejected = PairedTest.SIGN_FLIP.pValue(differences).orElseThrow() <= 0.05;
            significant += rejected ? 1 : 0;
            assertThat(IntervalMethod.SIGN_FLIP.interval(differences, 0.95).orElseThrow().contains(0)).isEqualTo(!rejected);
        }
        assertThat(significant).isBetween(50, 250);
    }

    @Test
    void theTIntervalLeavesZeroOutExactlyWhenTheTestIsSignificant() {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            List<Double> differences = sample(random, 2 + random.nextInt(6), 1);
            boolean rejected = PairedTest.T.pValue(differences).orElseThrow() <= 0.05;
            assertThat(IntervalMethod.T.interval(differences, 0.95).orElseThrow().contains(0)).isEqualTo(!rejected);
        }
    }

    @Test
    void theBootstrapOfTwoByHand() {
        // The draws of 0 and 4: 0, 2, 2, 4; a tenth cut off on either side is less than one draw.
        assertThat(IntervalMethod.PERCENTILE.interval(List.of(0.0, 4.0), 0.8)).contains(new Interval(0, 4, 0.8));
        // A quarter on either side is one draw.
        assertThat(IntervalMethod.PERCENTILE.interval(List.of(0.0, 4.0), 0.5)).contains(new Interval(2, 2, 0.5));
    }

    @Test
    void theBootstrapsStandardErrorAgreesWithEfronAndTibshirani() {
        // Table 2.2: the ideal bootstrap standard error of the mean is 23.36; 68.27 % of a normal distribution lie within one.
        Interval interval = IntervalMethod.PERCENTILE.interval(MICE, 0.6827).orElseThrow();
        assertThat((interval.high() - interval.low()) / 2).isCloseTo(23.36, within(0.6));
    }

    @Test
    void theCorrectedBootstrapIsThePlainOneWhereThereIsNoSkewAndMovesTowardsTheLongTail() {
        List<Double> even = List.of(-3.0, -1.0, 0.0, 1.0, 3.0);
        assertThat(IntervalMethod.BOOTSTRAP.interval(even, 0.9)).isEqualTo(IntervalMethod.PERCENTILE.interval(even, 0.9));
        Interval plain = IntervalMethod.PERCENTILE.interval(MICE, 0.9).orElseThrow();
        Interval corrected = IntervalMethod.BOOTSTRAP.interval(MICE, 0.9).orElseThrow();
        assertThat(corrected.low()).isGreaterThan(plain.low());
        assertThat(corrected.high()).isGreaterThan(plain.high());
    }

    @Test
    void equalDifferencesGiveAPointAndEveryCallTheSame() {
        for (IntervalMethod method : IntervalMethod.values()) {
            assertThat(method.interval(List.of(2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0), 0.95).orElseThrow())
                    .extracting(Interval::low, Interval::high).containsExactly(2.0, 2.0);
            assertThat(method.interval(MICE, 0.95)).isEqualTo(method.interval(MICE, 0.95)).isPresent();
        }
    }

    @Test
    void movingAndStretchingTheDifferencesMovesAndStretchesTheInterval() {
        Random random = new Random(5);
        List<Double> differences = sample(random, 9, 0);
        List<Double> moved = differences.stream().map(difference -> 3 * difference + 100).toList();
        for (IntervalMethod method : IntervalMethod.values()) {
            Interval before = method.interval(differences, 0.9).orElseThrow();
            Interval after = method.interval(moved, 0.9).orElseThrow();
            assertThat(after.low()).isCloseTo(3 * before.low() + 100, within(1e-9));
            assertThat(after.high()).isCloseTo(3 * before.high() + 100, within(1e-9));
        }
    }

    private static List<Double> sample(Random random, int count, double mean) {
        return Stream.generate(() -> mean + random.nextGaussian()).limit(count).toList();
    }
}
