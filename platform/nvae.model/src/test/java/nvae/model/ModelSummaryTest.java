package nvae.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelSummaryTest {

    @Test
    void anUninitializedModelCountsLikeAnInitializedOne() {
        try (NDManager manager = NDManager.newBaseManager()) {
            HierarchicalVae model = SmallModel.compose(Map.of());
            ModelSummary before = ModelSummary.of(model);
            model.initialize(manager, 1);

            assertThat(ModelSummary.of(model)).isEqualTo(before);
            assertThat(before.parameters()).isEqualTo(model.getParameters().values().stream()
                    .filter(Parameter::requiresGradient).mapToLong(parameter -> parameter.getArray().size()).sum());
        }
    }

    @Test
    void componentsSumUpToTheWhole() {
        ModelSummary summary = ModelSummary.of(SmallModel.compose(Map.of()));

        assertThat(summary.parametersByComponent().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(summary.parameters());
        assertThat(summary.parametersByComponent()).containsKeys("firstFeature", "encoderTower", "posteriorSampler", "decoder");
    }

    @Test
    void latentShapesAreListedFromTheTop() {
        ModelSummary summary = ModelSummary.of(SmallModel.compose(Map.of()));

        assertThat(summary.latentShapes()).containsExactly(new Shape(2, 2, 2), new Shape(2, 4, 4), new Shape(2, 4, 4));
        assertThat(summary.groups()).isEqualTo(3);
    }
}
