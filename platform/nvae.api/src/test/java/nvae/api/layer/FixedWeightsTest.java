package nvae.api.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FixedWeightsTest {
    private static final int CHANNELS = 16;

    private final NDManager manager = NDManager.newBaseManager();
    private final Convolution normalized = Convolution.of(CHANNELS, CHANNELS, 3).build();
    private final Convolution plain = Convolution.of(CHANNELS, CHANNELS, 3).weightNorm(false).bias(false).build();
    private final Chain model = new Chain().then("normalized", normalized).then("plain", plain);

    private int normalizations;

    @BeforeEach
    void start() {
        ParameterStart.initialize(model, manager, 1, input(1).getShape());
        normalized.constrain(weight -> {
            normalizations++;
            return weight.mul(2);
        });
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    private NDArray input(int images) {
        return Noise.seeded(1, 0).normal(manager, "x", new Shape(images, CHANNELS, 8, 8));
    }

    private float[] outputs(int images) {
        return outputs(images, false);
    }

    private float[] outputs(int images, boolean training) {
        return model.forward(new ParameterStore(manager, false), new NDList(input(images)), training).singletonOrThrow().toFloatArray();
    }

    @Test
    void weightsAreMadeOnceForAllPassesWithTheSameResults() {
        float[] expected = outputs(4);
        normalizations = 0;
        try (FixedWeights weights = FixedWeights.of(model, manager)) {
            for (int pass = 0; pass < 3; pass++) {
                assertThat(outputs(4)).isEqualTo(expected);
            }
        }
        assertThat(normalizations).isEqualTo(1);
    }

    @Test
    void batchesOfOtherSizesGiveTheirOwnResults() {
        int[] sizes = {1, 32, 5, 1};
        float[][] expected = new float[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            expected[i] = outputs(sizes[i]);
        }
        try (FixedWeights weights = FixedWeights.of(model, manager)) {
            for (int i = 0; i < sizes.length; i++) {
                assertThat(outputs(sizes[i])).isEqualTo(expected[i]);
            }
        }
    }

    @Test
    void passesInTrainingModeUseThemToo() {
        try (FixedWeights weights = FixedWeights.of(model, manager)) {
            float[] expected = outputs(4);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                assertThat(outputs(4, true)).hasSameSizeAs(expected).isNotEqualTo(new float[expected.length]);
            }
            assertThat(outputs(4)).isEqualTo(expected);
        }
        assertThat(normalizations).isEqualTo(1);
    }

    @Test
    void parametersThatWereSetAfterwardsAreUsed() {
        float[] before = outputs(4);
        try (FixedWeights weights = FixedWeights.of(model, manager)) {
            outputs(4);
        }
        NDArray plainWeight = plain.unconstrainedWeight();
        Tensors.set(plainWeight, new float[(int) plainWeight.size()]);
        float[] after = outputs(4);
        assertThat(after).isNotEqualTo(before).containsOnly(0);
        try (FixedWeights weights = FixedWeights.of(model, manager)) {
            assertThat(outputs(4)).isEqualTo(after);
        }
    }

    @Test
    void whatWasKeptIsGoneWhenItCloses() {
        try (FixedWeights weights = FixedWeights.of(model, manager)) {
            outputs(4);
            assertThat(plain.effectiveWeight().toFloatArray()).isEqualTo(plain.unconstrainedWeight().toFloatArray());
        }
        assertThatThrownBy(plain::effectiveWeight).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aModelsWeightsAreFixedByOneAtATime() {
        try (FixedWeights weights = FixedWeights.of(model, manager)) {
            assertThatThrownBy(() -> FixedWeights.of(model, manager))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("fixed already");
        }
        FixedWeights.of(model, manager).close();
    }
}
