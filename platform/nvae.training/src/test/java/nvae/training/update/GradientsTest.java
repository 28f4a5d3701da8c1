package nvae.training.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedArrays;
import nvae.testkit.TensorContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientsTest extends TensorContract {
    private NDList arrays;
    private Gradients gradients;

    @BeforeEach
    void threeGradients() {
        arrays = new NDList(
                Tensors.create(manager, new float[] {3, 0}, new Shape(2)),
                Tensors.create(manager, new float[] {0, -4, 0, 0, 0, 12}, new Shape(3, 2)),
                Tensors.create(manager, new float[] {84}, new Shape(1)));
        gradients = new Gradients(arrays, JoinedArrays.of(arrays));
    }

    @Test
    void theNormIsOverAllParametersTogether() {
        assertThat(gradients.norm().toFloatArray()).containsExactly(85);
    }

    @Test
    void aNormAboveTheBoundIsScaledDownToItAndTheDirectionStays() {
        gradients.clipNorm(gradients.norm(), 8.5);

        assertThat(gradients.norm().toFloatArray()[0]).isCloseTo(8.5f, within(1e-5f));
        assertThat(arrays.get(1).toFloatArray()[1]).isCloseTo(-0.4f, within(1e-6f));
        assertThat(arrays.get(1).toFloatArray()[5]).isCloseTo(1.2f, within(1e-6f));
    }

    @Test
    void aNormBelowTheBoundStaysBitForBit() {
        gradients.clipNorm(gradients.norm(), 85.5);

        assertThat(arrays.get(0).toFloatArray()).containsExactly(3, 0);
        assertThat(arrays.get(2).toFloatArray()).containsExactly(84);
    }

    @Test
    void valuesAreClippedOnBothSides() {
        gradients.clipValues(3.5f);

        assertThat(arrays.get(0).toFloatArray()).containsExactly(3, 0);
        assertThat(arrays.get(1).toFloatArray()).containsExactly(0, -3.5f, 0, 0, 0, 3.5f);
        assertThat(arrays.get(2).toFloatArray()).containsExactly(3.5f);
    }
}
