package nvae.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Layers;
import nvae.api.tensor.Noise;
import org.junit.jupiter.api.Test;

class SamplingStatisticsTest {

    @Test
    void theDecodersStatisticsAreReadjustedAndGivenBack() {
        try (NDManager manager = NDManager.newBaseManager()) {
            HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
            List<List<float[]>> trained = statistics(model);
            ParameterStore store = new ParameterStore(manager, false);

            try (SamplingStatistics statistics = new SamplingStatistics(model, store, manager)) {
                statistics.readjust(3, 4, 0.7f, step -> Noise.seeded(1, step));
                List<List<float[]>> readjusted = statistics(model);
                assertThat(first(readjusted)).as("the encoder sees no samples").isEqualTo(first(trained));
                assertThat(last(readjusted)).isNotEqualTo(last(trained));
            }

            assertThat(last(statistics(model))).isEqualTo(last(trained));
        }
    }

    @Test
    void aBatchThatWouldSpoilTheStatisticsDoesNotCount() {
        try (NDManager manager = NDManager.newBaseManager()) {
            HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
            ParameterStore store = new ParameterStore(manager, false);
            List<List<float[]>> expected;
            try (SamplingStatistics statistics = new SamplingStatistics(model, store, manager)) {
                statistics.readjust(2, 4, 0.7f, step -> Noise.seeded(1, step));
                expected = statistics(model);
            }

            try (SamplingStatistics statistics = new SamplingStatistics(model, store, manager)) {
                int notCounted = statistics.readjust(4, 4, 0.7f, step -> step % 2 == 0 ? new Spoilt() : Noise.seeded(1, step / 2));
                assertThat(notCounted).isEqualTo(2);
                assertThat(last(statistics(model))).isEqualTo(last(expected));
            }
        }
    }

    private static float[] first(List<List<float[]>> statistics) {
        return statistics.get(0).get(0);
    }

    private static float[] last(List<List<float[]>> statistics) {
        return statistics.get(statistics.size() - 1).get(0);
    }

    /** Running mean and variance of every batch norm. */
    private static List<List<float[]>> statistics(HierarchicalVae model) {
        return Layers.in(model, BatchNorm.class).stream()
                .map(norm -> norm.getDirectParameters().values().stream()
                        .filter(parameter -> !parameter.requiresGradient())
                        .map(parameter -> parameter.getArray().toFloatArray())
                        .toList())
                .toList();
    }

    /** Noise that is not a number. */
    private static final class Spoilt implements Noise {
        @Override
        public NDArray normal(NDManager manager, String variable, Shape shape) {
            return manager.full(shape, Float.NaN);
        }

        @Override
        public NDArray uniform(NDManager manager, String variable, Shape shape) {
            return manager.full(shape, Float.NaN);
        }
    }
}
