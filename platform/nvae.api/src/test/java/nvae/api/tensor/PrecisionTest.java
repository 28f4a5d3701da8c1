package nvae.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrecisionTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aBfloat16ConvolutionAndItsGradientsAreThoseOfFloat32ToThreeDigits() {
        assumeBfloat16();
        List<float[]> expected = convolution(Precision.FLOAT32, 1);
        List<float[]> found = convolution(Precision.BFLOAT16, 1);
        for (int i = 0; i < expected.size(); i++) {
            float largest = 0;
            for (float value : expected.get(i)) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(found.get(i)).containsExactly(expected.get(i), within(0.015f * largest));
        }
        assertThat(found.get(0)).isNotEqualTo(expected.get(0));
    }

    /** What surrounds a float16 convolution; the convolution itself is not implemented for CPUs. */
    @Test
    void castingToFloat16AndBackRoundsAndLetsGradientsThrough() {
        NDArray x = Tensors.create(manager, new float[] {1, 1 + 1e-4f, 3e-8f, 65504}, new Shape(4));
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Kernels kernels = Kernels.of(x);
            NDArray y = kernels.cast(kernels.cast(x, DataType.FLOAT16), DataType.FLOAT32);
            collector.backward(y.mul(3).sum());
            assertThat(y.toFloatArray()).containsExactly(1, 1, 5.9604645e-8f, 65504);
        }
        assertThat(x.getGradient().toFloatArray()).containsOnly(3);
    }

    @Test
    void groupedConvolutionsStayFloat32() {
        assertThat(convolution(Precision.FLOAT16, 4).get(0)).isEqualTo(convolution(Precision.FLOAT32, 4).get(0));
    }

    @Test
    void aPrecisionIsUsedUntilItIsClosed() {
        try (Precision.InUse outer = Precision.BFLOAT16.use()) {
            try (Precision.InUse inner = Precision.FLOAT16.use()) {
                assertThat(Precision.current()).isEqualTo(Precision.FLOAT16);
            }
            assertThat(Precision.current()).isEqualTo(Precision.BFLOAT16);
        }
        assertThat(Precision.current()).isEqualTo(Precision.FLOAT32);
    }

    @Test
    void float16OnACpuIsRefused() {
        assertThatThrownBy(() -> Precision.FLOAT16.requireOn(manager))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("float16 needs a GPU, but this is a CPU; use (bfloat16 or )?float32");
        Precision.FLOAT32.requireOn(manager);
    }

    private void assumeBfloat16() {
        try {
            Precision.BFLOAT16.requireOn(manager);
        } catch (IllegalArgumentException e) {
            Assumptions.abort(e.getMessage());
        }
    }

    /** Output, and gradients of input, weight and bias. */
    private List<float[]> convolution(Precision precision, int groups) {
        Noise noise = Noise.seeded(5, 0);
        NDArray x = noise.normal(manager, "x", new Shape(2, 8, 6, 6));
        NDArray weight = noise.normal(manager, "weight", new Shape(16, 8 / groups, 3, 3));
        NDArray bias = noise.normal(manager, "bias", new Shape(16));
        NDArray slope = noise.normal(manager, "slope", new Shape(2, 16, 6, 6));
        NDList leaves = new NDList(x, weight, bias);
        leaves.forEach(leaf -> leaf.setRequiresGradient(true));
        List<float[]> found = new ArrayList<>();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector(); Precision.InUse used = precision.use()) {
            NDArray y = Tensors.convolution(x, weight, bias, 1, 1, 1, groups);
            collector.backward(y.mul(slope).sum());
            found.add(y.toFloatArray());
        }
        leaves.forEach(leaf -> found.add(leaf.getGradient().toFloatArray()));
        return found;
    }
}
