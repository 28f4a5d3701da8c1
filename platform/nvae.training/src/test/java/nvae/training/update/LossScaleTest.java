package nvae.training.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Tensors;
import nvae.training.DivergedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossScaleTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final LossScale scale = new LossScale(manager);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void whatIsMultipliedIsDividedAgainWithoutRounding() {
        float[] values = {1.2345678f, -3e-12f, 7e9f};
        NDArray gradient = scale.scaled(array(values));
        assertThat(gradient.toFloatArray()).containsExactly(values[0] * 65536, values[1] * 65536, values[2] * 65536);
        assertThat(scale.undo(new NDList(gradient), 1, 0)).isTrue();
        assertThat(gradient.toFloatArray()).containsExactly(values);
    }

    @Test
    void gradientsThatAreNotFiniteHalveTheScaleAndAreCountedAndLeftAlone() {
        NDArray gradient = array(1, Float.POSITIVE_INFINITY);
        assertThat(scale.undo(new NDList(gradient), Float.POSITIVE_INFINITY, 0)).isFalse();
        assertThat(scale.undo(new NDList(gradient), Float.NaN, 1)).isFalse();
        assertThat(gradient.toFloatArray()).containsExactly(1, Float.POSITIVE_INFINITY);
        assertThat(scale.state().toFloatArray()).containsExactly(65536 / 4, 0, 2);
        assertThat(scale.skipped()).isEqualTo(2);
    }

    @Test
    void manyGoodStepsInARowDoubleIt() {
        NDList none = new NDList();
        for (int step = 0; step < LossScale.GOOD_STEPS_TO_DOUBLE - 1; step++) {
            scale.undo(none, 1, step);
        }
        assertThat(scale.state().toFloatArray()[0]).isEqualTo(65536);
        scale.undo(none, 1, LossScale.GOOD_STEPS_TO_DOUBLE);
        assertThat(scale.state().toFloatArray()).containsExactly(2 * 65536, 0, 0);
    }

    @Test
    void gradientsThatAreNotFiniteWithoutAnyScaleEndTheRun() {
        for (int step = 0; step < 16; step++) {
            scale.undo(new NDList(), Float.NaN, step);
        }
        assertThatThrownBy(() -> scale.undo(new NDList(), Float.NaN, 16))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("step 16").hasMessageContaining("loss scale of 1").hasMessageContaining("training.precision");
    }

    private NDArray array(float... values) {
        return Tensors.create(manager, values, new Shape(values.length));
    }
}
