package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import nvae.api.part.Options;
import nvae.api.training.KlSchedule;
import nvae.api.training.KlScheduleType;
import org.junit.jupiter.api.Test;

/** What every schedule of the KL term must do. A schedule's test is a subclass that names it. */
public abstract class KlScheduleContract extends TensorContract {
    private static final List<Integer> GROUPS_PER_SCALE = List.of(3, 2, 1);
    private static final int GROUPS = 6;
    private static final int IMAGES = 4;
    private static final int STEPS = 50;

    /** The schedule under test. */
    protected abstract KlScheduleType kl();

    @Test
    void theCoefficientIsPositiveAndAtMostOne() {
        KlSchedule schedule = schedule();
        for (long step = 0; step < STEPS; step++) {
            assertThat(schedule.coefficient(step)).as("step %d", step).isPositive().isLessThanOrEqualTo(1);
        }
    }

    @Test
    void runsOfOneStepHaveACoefficientToo() {
        assertThat(kl().create(List.of(1), 1, manager, Options.none()).coefficient(0)).isPositive().isLessThanOrEqualTo(1);
    }

    @Test
    void theTermIsOneFiniteNumberForEachImage() {
        KlSchedule schedule = schedule();
        for (long step = 0; step < STEPS; step += 7) {
            NDArray term = schedule.term(klPerGroup(), schedule.coefficient(step));
            assertThat(term.getShape()).isEqualTo(new Shape(IMAGES));
            for (float value : term.toFloatArray()) {
                assertThat(value).isFinite().isNotNegative();
            }
        }
    }

    /** A group that says nothing at all, as after a collapse, must not make the loss infinite. */
    @Test
    void groupsWithoutKlAreNoTrouble() {
        KlSchedule schedule = schedule();
        NDArray nothing = manager.zeros(new Shape(IMAGES, GROUPS));
        NDArray gradient = Gradients.of(nothing, kl -> schedule.term(kl, schedule.coefficient(0)), manager.ones(new Shape(IMAGES)));

        for (float value : schedule.term(nothing, schedule.coefficient(0)).toFloatArray()) {
            assertThat(value).isFinite();
        }
        for (float slope : gradient.toFloatArray()) {
            assertThat(slope).isFinite();
        }
    }

    @Test
    void moreKlNeverPays() {
        KlSchedule schedule = schedule();
        for (long step = 0; step < STEPS; step += 7) {
            float coefficient = schedule.coefficient(step);
            NDArray gradient = Gradients.of(klPerGroup(), kl -> schedule.term(kl, coefficient), manager.ones(new Shape(IMAGES)));
            for (float slope : gradient.toFloatArray()) {
                assertThat(slope).isFinite().isNotNegative();
            }
        }
    }

    @Test
    void savedAndRestoredItGoesOnBitForBit() {
        KlSchedule schedule = schedule();
        schedule.term(klPerGroup(), schedule.coefficient(0));
        KlSchedule restored = schedule();
        Map<String, NDArray> saved = schedule.state();
        assertThat(restored.state().keySet()).containsExactlyElementsOf(saved.keySet());
        restored.state().forEach((name, array) -> saved.get(name).copyTo(array));

        float coefficient = schedule.coefficient(1);
        assertThat(restored.coefficient(1)).isEqualTo(coefficient);
        assertThat(restored.term(klPerGroup(), coefficient).toFloatArray())
                .containsExactly(schedule.term(klPerGroup(), coefficient).toFloatArray());
    }

    @Test
    void aStepKeepsNoArraysOfItsOwn() {
        KlSchedule schedule = schedule();
        int before = manager.getManagedArrays().size();
        try (NDManager step = manager.newSubManager()) {
            schedule.state().values().forEach(array -> array.tempAttach(step));
            schedule.term(NOISE.normal(step, "kl", new Shape(IMAGES, GROUPS)).abs(), schedule.coefficient(3));
        }

        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    private KlSchedule schedule() {
        return kl().create(GROUPS_PER_SCALE, STEPS, manager, Options.none());
    }

    private NDArray klPerGroup() {
        return normal("kl", 5, IMAGES, GROUPS).abs();
    }
}
