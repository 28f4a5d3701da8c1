package nvae.api.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import nvae.api.tensor.Noise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
    private static final Shape INPUT = new Shape(4, 6, 5, 5);

    private NDManager manager;

    @BeforeEach
    void openManager() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    private Convolution started(Convolution.Builder builder) {
        Convolution convolution = builder.build();
        ParameterStart.initialize(convolution, manager, 1, INPUT);
        return convolution;
    }

    private NDArray input(String name) {
        return Noise.seeded(1, 0).normal(manager, name, INPUT).mul(3).add(1);
    }

    private NDArray forward(Convolution convolution, NDArray x, boolean training) {
        return convolution.forward(new ParameterStore(manager, false), new NDList(x), training).singletonOrThrow();
    }

    @Test
    void theFirstTrainingBatchSetsMeanZeroAndDeviationOneFifth() {
        Convolution convolution = started(Convolution.of(6, 2, 3).dataDependentStart(true));
        NDArray y;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            y = forward(convolution, input("first"), true);
            collector.backward(y.sum());
        }
        NDArray channel = y.swapAxes(0, 1).reshape(2, -1);

        for (float mean : channel.mean(new int[] {1}).toFloatArray()) {
            assertThat(mean).isCloseTo(0, within(1e-5f));
        }
        for (float square : channel.square().mean(new int[] {1}).toFloatArray()) {
            assertThat(square).isCloseTo(0.04f, within(1e-3f));
        }
    }

    @Test
    void theDataStartOnceAndNeverAgain() throws IOException, MalformedModelException {
        Convolution convolution = started(Convolution.of(6, 2, 3).dataDependentStart(true));
        float[] fresh = bias(convolution);
        forward(convolution, input("evaluation"), false);
        assertThat(bias(convolution)).as("after an evaluation").containsExactly(fresh);
        forward(convolution, input("first"), true);
        float[] set = bias(convolution);
        assertThat(set).as("after the first training batch").isNotEqualTo(fresh);
        forward(convolution, input("second"), true);
        assertThat(bias(convolution)).as("after the second").containsExactly(set);

        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        convolution.saveParameters(new DataOutputStream(saved));
        Convolution resumed = Convolution.of(6, 2, 3).dataDependentStart(true).build();
        resumed.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        forward(resumed, input("second"), true);
        assertThat(bias(resumed)).as("after resuming").containsExactly(set);
    }

    private static float[] bias(Convolution convolution) {
        return convolution.getParameters().get("bias").getArray().toFloatArray();
    }

    @Test
    void theEffectiveWeightCarriesAPenaltyToTheParameters() {
        Convolution convolution = started(Convolution.of(6, 2, 3));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            forward(convolution, input("x"), true);
            collector.backward(convolution.effectiveWeight().square().sum());
        }
        NDArray logNorm = convolution.getParameters().get("logNorm").getArray();
        float[] slope = logNorm.getGradient().toFloatArray();
        float[] g = logNorm.toFloatArray();

        for (int o = 0; o < 2; o++) {
            assertThat(slope[o]).as("d exp(2g) / dg").isCloseTo((float) (2 * Math.exp(2 * g[o])), within(1e-3f));
        }
    }

    @Test
    void theEffectiveWeightLivesAsLongAsItsStep() {
        Convolution convolution = started(Convolution.of(6, 2, 3));
        assertThatThrownBy(convolution::effectiveWeight).isInstanceOf(IllegalStateException.class).hasMessageContaining("run one first");
        try (NDManager step = manager.newSubManager()) {
            convolution.getParameters().values().stream().map(Parameter::getArray).forEach(array -> array.tempAttach(step));
            NDArray x = input("x");
            x.attach(step);
            forward(convolution, x, true);
            assertThat(convolution.effectiveWeight().getShape()).isEqualTo(new Shape(2, 6, 3, 3));
        }
        assertThatThrownBy(convolution::effectiveWeight).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void parametersComeInTheOrderWeightBiasLogNorm() {
        assertThat(started(Convolution.of(6, 2, 3).dataDependentStart(true)).getParameters().keys())
                .containsExactly("weight", "bias", "logNorm", "started");
    }

    @Test
    void whatCannotBeIsRefusedWithAReason() {
        assertThatThrownBy(() -> Convolution.of(6, 4, 3).groups(4).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiples of 4");
        assertThatThrownBy(() -> Convolution.of(6, 4, 3).bias(false).dataDependentStart(true).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs both");
    }
}
