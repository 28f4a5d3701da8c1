package nvae.optimizer.sgd;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Map;
import nvae.api.part.Options;
import nvae.api.training.Optimizer;
import nvae.api.training.OptimizerType;
import nvae.testkit.OptimizerContract;
import org.junit.jupiter.api.Test;

class SgdTest extends OptimizerContract {
    @Override
    protected OptimizerType optimizer() {
        return new SgdOptimizer();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("momentum", 0), Options.of(Map.of("nesterov", true, "weightDecay", 0.1)));
    }

    @Test
    void momentumCarriesTheVelocityOn() {
        assertThat(afterTwoSteps(Options.of("momentum", 0.5))).isEqualTo(4 - 1 - 0.5f);
        assertThat(afterTwoSteps(Options.of("momentum", 0))).isEqualTo(4 - 1);
    }

    @Test
    void nesterovLooksAhead() {
        assertThat(afterTwoSteps(Options.of(Map.of("momentum", 0.5, "nesterov", true)))).isEqualTo(4 - 1.5f - 0.25f);
    }

    @Test
    void weightDecayIsPartOfTheGradient() {
        assertThat(afterTwoSteps(Options.of(Map.of("momentum", 0, "weightDecay", 0.5)))).isEqualTo((4 - 1 - 2) * 0.5f);
    }

    /** From 4, with learning rate 1, gradients 1 and then 0. */
    private float afterTwoSteps(Options options) {
        NDArray parameter = manager.create(new float[] {4});
        Optimizer sgd = optimizer().create(new NDList(parameter), manager, options);
        sgd.step(new NDList(parameter), new NDList(manager.create(new float[] {1})), 1);
        sgd.step(new NDList(parameter), new NDList(manager.create(new float[] {0})), 1);
        return parameter.getFloat(0);
    }
}
