package nvae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CurveTest {

    @Test
    void aSingleSpikeInFiftyThousandPointsIsStillThereAtItsStep() {
        Curve curve = new Curve();
        for (int step = 1; step <= 50_000; step++) {
            curve.add(step, step == 31_337 ? 9_000 : step == 40_001 ? -70 : 100 + Math.sin(step));
        }
        List<long[]> points = points(curve);
        assertThat(points).hasSizeBetween(500, 1024);
        assertThat(points).anyMatch(point -> point[0] == 31_337 && point[1] == 9_000);
        assertThat(points).anyMatch(point -> point[0] == 40_001 && point[1] == -70);
        assertThat(points).extracting(point -> point[0]).isSorted();
        assertThat(points.get(points.size() - 1)[0]).isGreaterThan(49_800);
    }

    @Test
    void aResumedTrialsLaterPointsReplaceTheEarlierOnes() {
        Curve curve = new Curve();
        for (int step = 1; step <= 100; step++) {
            curve.add(step, step);
        }
        for (int step = 81; step <= 90; step++) {
            curve.add(step, -step);
        }
        List<long[]> points = points(curve);
        assertThat(points).hasSize(90);
        assertThat(points.get(79)).containsExactly(80, 80);
        assertThat(points.get(80)).containsExactly(81, -81);
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        Curve curve = new Curve();
        curve.add(1, Double.NaN);
        curve.add(2, Double.POSITIVE_INFINITY);
        assertThat(curve.isEmpty()).isTrue();
    }

    @Test
    void curvesOfDifferentLengthShareTheirSteps() {
        Curve shorter = new Curve();
        Curve longer = new Curve();
        shorter.add(10, 1);
        longer.add(10, 2);
        longer.add(20, 3);
        SharedSteps shared = SharedSteps.of(Map.of("a", shorter, "b", longer), 10);
        assertThat(shared.steps()).containsExactly(10, 20);
        assertThat(shared.curves().get("a")).containsExactly(1f, null);
        assertThat(shared.curves().get("b")).containsExactly(2f, 3f);
    }

    @Test
    void longCurvesAreCutIntoBucketsThatKeepBothExtremes() {
        Curve curve = new Curve();
        for (int step = 0; step < 10_000; step++) {
            curve.add(step, step == 5_555 ? 50 : step == 5_556 ? -50 : 0);
        }
        SharedSteps shared = SharedSteps.of(Map.of("a", curve), 20);
        assertThat(shared.steps()).hasSize(40).isSorted();
        assertThat(shared.curves().get("a")).hasSize(40).contains(50f, -50f);
        assertThat(List.of(shared.curves().get("a")).indexOf(50f)).isEqualTo(22);
        assertThat(List.of(shared.curves().get("a")).indexOf(-50f)).isEqualTo(23);
    }

    private static List<long[]> points(Curve curve) {
        List<long[]> points = new ArrayList<>();
        curve.visit((step, value) -> points.add(new long[] {step, Math.round(value)}));
        return points;
    }
}
