package nvae.optimizer.adamax;

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

class AdamaxTest extends OptimizerContract {
    @Override
    protected OptimizerType optimizer() {
        return new AdamaxOptimizer();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("weightDecay", 0));
    }

    @Test
    void theFirstStepsFollowTheEquations() {
        NDArray parameter = manager.create(new float[] {2});
        Options options = Options.of(Map.of("beta1", 0.5, "beta2", 0.5, "epsilon", 0.25, "weightDecay", 0.125));
        Optimizer adamax = optimizer().create(new NDList(parameter), manager, options);

        // g = 0.75 + 0.25 = 1, m = 0.5, u = max(0, 1.25) and the correction 1 / (1 - 0.5) doubles the step
        adamax.step(new NDList(parameter), new NDList(manager.create(new float[] {0.75f})), 1.25f);
        assertThat(parameter.getFloat(0)).isCloseTo(1, Offset.offset(1e-6f));

        // g = -0.125 + 0.125 = 0, m = 0.25, u = max(0.625, 0.25), correction 1 / (1 - 0.25)
        adamax.step(new NDList(parameter), new NDList(manager.create(new float[] {-0.125f})), 1.5f);
        assertThat(parameter.getFloat(0)).isCloseTo(0.2f, Offset.offset(1e-6f));
    }
}
