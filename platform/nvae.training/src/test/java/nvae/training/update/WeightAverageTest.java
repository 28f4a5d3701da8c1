package nvae.training.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Tensors;
import nvae.testkit.TensorContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeightAverageTest extends TensorContract {
    private NDArray bias;
    private NDArray weight;
    private NDArray other;
    private NDList weights;

    @BeforeEach
    void threeWeights() {
        bias = Tensors.create(manager, new float[] {1, 2}, new Shape(2));
        weight = Tensors.create(manager, new float[] {3, 4, 5, 6}, new Shape(2, 2));
        other = Tensors.create(manager, new float[] {7, 8}, new Shape(1, 2));
        weights = new NDList(bias, weight, other);
    }

    @Test
    void afterOneStepItIsTheWeights() {
        WeightAverage average = new WeightAverage(weights, 0.99, manager);
        average.follow();
        bias.addi(100);
        other.addi(100);

        try (AverageInUse inUse = average.use()) {
            assertThat(bias.toFloatArray()).containsExactly(1, 2);
            assertThat(weight.toFloatArray()).containsExactly(3, 4, 5, 6);
            assertThat(other.toFloatArray()).containsExactly(7, 8);
        }
    }

    @Test
    void itForgetsSlowlyAtFirstAsTheDecaySaysLater() {
        WeightAverage average = new WeightAverage(weights, 0.5, manager);
        double expected = 0;
        for (int step = 0; step < 15; step++) {
            Tensors.set(bias, new float[] {step, 0});
            average.follow();
            double decay = Math.min(0.5, step / (step + 9.0));
            expected = decay * expected + (1 - decay) * step;
        }

        try (AverageInUse inUse = average.use()) {
            assertThat(bias.toFloatArray()[0]).isCloseTo((float) expected, within(1e-4f));
        }
        assertThat(bias.toFloatArray()[0]).isEqualTo(14);
    }

    @Test
    void afterItsUseTheWeightsAreTheirOwnBitForBit() {
        WeightAverage average = new WeightAverage(weights, 0.9, manager);
        average.follow();
        weight.muli(1.0 / 3);
        float[] own = weight.toFloatArray();
        int arrays = manager.getManagedArrays().size();

        average.use().close();
        assertThat(weight.toFloatArray()).containsExactly(own);
        assertThat(manager.getManagedArrays()).hasSize(arrays);
    }

    @Test
    void beforeTheFirstStepTheWeightsStay() {
        try (AverageInUse inUse = new WeightAverage(weights, 0.9, manager).use()) {
            assertThat(bias.toFloatArray()).containsExactly(1, 2);
        }
    }
}
