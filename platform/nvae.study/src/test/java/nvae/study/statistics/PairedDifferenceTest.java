package nvae.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    /** Student's own example (The probable error of a mean, 1908): extra hours of sleep of ten patients under two drugs. */
    private static final List<Double> FIRST_DRUG = List.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);

    private static final List<Double> SECOND_DRUG = List.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);

    @Test
    void agreesWithStudentsSleepData() {
        PairedDifference difference = PairedDifference.of(bySeed(FIRST_DRUG), bySeed(SECOND_DRUG));
        assertThat(difference.count()).isEqualTo(10);
        assertThat(difference.summary().mean()).isCloseTo(-1.58, within(1e-12));
        assertThat(difference.summary().sd()).isCloseTo(1.229995, within(1e-6));
        Interval interval = difference.interval(IntervalMethod.T, 0.95).orElseThrow();
        assertThat(interval.low()).isCloseTo(-2.4598858, within(1e-7));
        assertThat(interval.high()).isCloseTo(-0.7001142, within(1e-7));
        assertThat(difference.pValue(PairedTest.T).orElseThrow()).isCloseTo(0.002832890, within(1e-8));
    }

    @Test
    void usesOnlyTheSeedsThatBothHave() {
        PairedDifference difference = PairedDifference.of(Map.of(1L, 105.0, 2L, 103.0, 9L, 1e9), Map.of(1L, 100.0, 2L, 100.0, 8L, -1e9));
        assertThat(difference.bySeed()).isEqualTo(Map.of(1L, 5.0, 2L, 3.0));
        assertThat(difference.summary().mean()).isEqualTo(4);
    }

    @Test
    void givesOneSeedNoInterval() {
        PairedDifference difference = PairedDifference.of(Map.of(1L, 105.0), Map.of(1L, 100.0));
        assertThat(difference.summary().mean()).isEqualTo(5);
        assertThat(difference.summary().hasSpread()).isFalse();
        assertThat(difference.interval(IntervalMethod.T, 0.95)).isEmpty();
        assertThat(difference.pValue(PairedTest.T)).isEmpty();
    }

    @Test
    void givesTwoSeedsTheWideIntervalOfOneDegreeOfFreedom() {
        PairedDifference difference = PairedDifference.of(Map.of(1L, 101.0, 2L, 103.0), Map.of(1L, 100.0, 2L, 100.0));
        Interval interval = difference.interval(IntervalMethod.T, 0.95).orElseThrow();
        assertThat(interval.high() - 2).isCloseTo(12.706205, within(1e-6));
    }

    @Test
    void saysNothingAboutResultsThatAreNotFinite() {
        PairedDifference difference = PairedDifference.of(Map.of(1L, Double.NaN, 2L, 1.0), Map.of(1L, 1.0, 2L, 1.0));
        assertThat(difference.interval(IntervalMethod.T, 0.95)).isEmpty();
    }

    @Test
    void hasNothingToSayWithoutCommonSeeds() {
        PairedDifference difference = PairedDifference.of(Map.of(1L, 1.0), Map.of(2L, 1.0));
        assertThat(difference.count()).isZero();
        assertThat(difference.summary().mean()).isNaN();
        assertThat(difference.interval(IntervalMethod.T, 0.95)).isEmpty();
    }

    private static Map<Long, Double> bySeed(List<Double> values) {
        Map<Long, Double> bySeed = new TreeMap<>();
        values.forEach(value -> bySeed.put(bySeed.size() + 1L, value));
        return bySeed;
    }
}
