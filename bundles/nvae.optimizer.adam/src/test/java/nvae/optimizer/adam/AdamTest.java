package nvae.optimizer.adam;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Map;
import nvae.api.part.Options;
import nvae.api.training.Optimizer;
import nvae.api.training.OptimizerType;
import nvae.testkit.OptimizerContract;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdamTest extends OptimizerContract {
    @Override
    protected OptimizerType optimizer() {
        return new AdamOptimizer();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("weightDecay", 0.1), Options.of(Map.of("weightDecay", 0.1, "decoupled", true)));
    }

    @Test
    void theFirstStepsFollowTheEquations() {
        NDArray parameter = manager.create(new float[] {2});
        Options options = Options.of(Map.of("beta1", 0.5, "beta2", 0.5, "epsilon", 0));
        Optimizer adam = optimizer().create(new NDList(parameter), manager, options);

        // m and v are corrected to g and g^2: the first step is the learning rate, whatever the gradient's size
        adam.step(new NDList(parameter), new NDList(manager.create(new float[] {0.3f})), 0.5f);
        assertThat(parameter.getFloat(0)).isCloseTo(1.5f, Offset.offset(1e-6f));

        // m = (0.15 / 2 + 0) / 0.75 = 0.1, v = (0.045 / 2 + 0) / 0.75 = 0.03
        adam.step(new NDList(parameter), new NDList(manager.create(new float[] {0})), 0.5f);
        assertThat(parameter.getFloat(0)).isCloseTo(1.5f - 0.05f / (float) Math.sqrt(0.03), Offset.offset(1e-6f));
    }

    @Test
    void decoupledWeightDecayShrinksParametersWithoutAGradient() {
        NDArray parameter = manager.create(new float[] {2});
        Options options = Options.of(Map.of("weightDecay", 0.25, "decoupled", true));

        optimizer().create(new NDList(parameter), manager, options)
                .step(new NDList(parameter), new NDList(manager.create(new float[] {0})), 0.5f);

        assertThat(parameter.getFloat(0)).isCloseTo(2 - 0.5f * 0.25f * 2, Offset.offset(1e-6f));
    }
}
