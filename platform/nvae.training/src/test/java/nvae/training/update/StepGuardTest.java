package nvae.training.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nvae.testkit.TensorContract;
import nvae.training.DivergedException;
import org.junit.jupiter.api.Test;

class StepGuardTest extends TensorContract {
    private static final double ITS_OWN = Double.POSITIVE_INFINITY;
    private static final double SKIPPED = 0;

    private long step;

    @Test
    void aStepBelowTheLimitIsTakenAndOneAboveIsSkipped() {
        StepGuard guard = new StepGuard(10, 0, 3, manager);

        assertThat(limits(guard, 9, 10, 10.5f, 2)).containsExactly(ITS_OWN, ITS_OWN, SKIPPED, ITS_OWN);
        assertThat(guard.skipped()).isEqualTo(1);
    }

    @Test
    void withEveryNormAboveTheLimitTrainingGoesOnAtTheLimit() {
        StepGuard guard = new StepGuard(10, 0, 2, manager);

        assertThat(limits(guard, 50, 50, 50, 50, 50, 50, 50)).containsExactly(SKIPPED, SKIPPED, 10, SKIPPED, SKIPPED, 10, SKIPPED);
        assertThat(guard.skipped()).isEqualTo(5);
    }

    @Test
    void theMedianOfTheLatestNormsIsTheYardstickOnceThereAreEnough() {
        StepGuard guard = new StepGuard(0, 3, 5, manager);
        for (int i = 0; i < StepGuard.FEWEST; i++) {
            assertThat(guard.limit(step++, i == 0 ? 1000 : 2)).isEqualTo(ITS_OWN);
        }

        assertThat(limits(guard, 6, 6.5f, 5)).containsExactly(ITS_OWN, SKIPPED, ITS_OWN);
    }

    @Test
    void gradientsThatHaveGrownForGoodAreSoonTakenAsTheyAre() {
        StepGuard guard = new StepGuard(0, 2, 5, manager);
        for (int i = 0; i < 3 * StepGuard.WINDOW; i++) {
            guard.limit(step++, 1);
        }
        int taken = 0;
        for (int i = 0; i < StepGuard.WINDOW; i++) {
            taken += guard.limit(step++, 100) == ITS_OWN ? 1 : 0;
        }

        assertThat(taken).isGreaterThanOrEqualTo(StepGuard.WINDOW / 2 - 1);
    }

    @Test
    void theSmallerOfBothLimitsHolds() {
        StepGuard guard = new StepGuard(5, 100, 5, manager);
        for (int i = 0; i < StepGuard.FEWEST; i++) {
            guard.limit(step++, 1);
        }

        assertThat(limits(guard, 6)).containsExactly(SKIPPED);
    }

    @Test
    void gradientsThatAreNotFiniteAreSkippedAndEndTheRunIfTheyStaySo() {
        StepGuard guard = new StepGuard(0, 10, 2, manager);

        assertThat(limits(guard, 1, Float.NaN, Float.POSITIVE_INFINITY, 1, Float.NaN, Float.NaN))
                .containsExactly(ITS_OWN, SKIPPED, SKIPPED, ITS_OWN, SKIPPED, SKIPPED);
        assertThatThrownBy(() -> guard.limit(6, Float.NaN))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("the gradients of step 6 are not finite, and the 2 steps before it have been skipped already");
    }

    @Test
    void restoredItDecidesAsTheOneThatWasSaved() {
        StepGuard saved = new StepGuard(0, 1.5, 2, manager);
        for (int i = 0; i < StepGuard.FEWEST + 7; i++) {
            saved.limit(step++, 1 + i % 5);
        }
        StepGuard restored = new StepGuard(0, 1.5, 2, manager);
        saved.state().copyTo(restored.state());

        float[] norms = {4, 4.6f, 5, 9, 9, 9, 1};
        assertThat(limits(restored, norms)).containsExactly(limits(saved, norms));
        assertThat(restored.skipped()).isEqualTo(saved.skipped()).isPositive();
    }

    private double[] limits(StepGuard guard, float... norms) {
        double[] limits = new double[norms.length];
        for (int i = 0; i < norms.length; i++) {
            limits[i] = guard.limit(step++, norms[i]);
        }
        return limits;
    }
}
