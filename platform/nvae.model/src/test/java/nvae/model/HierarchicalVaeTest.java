package nvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import nvae.api.tensor.Noise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HierarchicalVaeTest {
    private NDManager manager;
    private ParameterStore store;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
        store = new ParameterStore(manager, false);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aPassGivesTheTermsOfTheBoundForEveryImageAndGroup() {
        HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);

        Pass pass = model.forward(store, SmallModel.images(model, manager, 5), Noise.seeded(1, 0), false);

        assertThat(pass.raw().getShape()).isEqualTo(new Shape(5, 1, 8, 8));
        assertThat(pass.image().mean().getShape()).isEqualTo(new Shape(5, 1, 4, 4));
        assertThat(pass.elbo().kl().getShape()).isEqualTo(new Shape(5, 3));
        assertThat(pass.elbo().kl().min().getFloat()).isPositive();
        assertThat(pass.latents()).extracting(NDArray::getShape)
                .containsExactly(new Shape(5, 2, 2, 2), new Shape(5, 2, 4, 4), new Shape(5, 2, 4, 4));
        assertThat(pass.elbo().nelbo().getShape()).isEqualTo(new Shape(5));
    }

    @Test
    void thePaddingDoesNotCount() {
        HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
        NDArray x = SmallModel.images(model, manager, 2);
        NDArray border = manager.ones(x.getShape());
        border.set(new NDIndex(":,:,2:6,2:6"), 0);
        NDArray raw = model.forward(store, x, Noise.seeded(1, 0), false).raw();

        assertThat(model.withoutPadding(raw.mul(border)).abs().sum().getFloat()).isZero();
        assertThat(model.withoutPadding(x).getShape()).isEqualTo(new Shape(2, 1, 4, 4));
    }

    @Test
    void manySamplesOfAnImageAreWhatOneByOneWouldGive() {
        HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
        NDArray x = SmallModel.images(model, manager, 2);
        List<Noise> draws = List.of(Noise.seeded(1, 0), Noise.seeded(2, 0), Noise.seeded(3, 0));

        NDArray together = ImportanceWeightedBound.of(model.forward(store, x, 3, new Stacked(draws), false), 3).logWeights();

        for (int k = 0; k < 3; k++) {
            float[] alone = model.forward(store, x, draws.get(k), false).logWeight().toFloatArray();
            assertThat(together.get(k).toFloatArray()).containsExactly(alone, within(1e-3f));
        }
    }

    @Test
    void moreSamplesTightenTheBound() {
        HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
        NDArray x = SmallModel.images(model, manager, 2);

        ImportanceWeightedBound bound = ImportanceWeightedBound.of(model.forward(store, x, 200, Noise.seeded(1, 0), false), 200);

        NDArray nelbo = bound.logWeights().neg().mean(new int[] {0});
        assertThat(bound.negativeLogLikelihood().lt(nelbo).toBooleanArray()).containsOnly(true);
    }

    @Test
    void theSameSeedGivesTheSameLossBitForBit() {
        float[] first = SmallModel.trainingLoss(Map.of(), 3);
        float[] second = SmallModel.trainingLoss(Map.of(), 3);
        float[] other = SmallModel.trainingLoss(Map.of(), 4);

        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void everyLearnedParameterGetsAGradient() {
        HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
        NDArray x = SmallModel.images(model, manager, 3);

        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(model.forward(store, x, Noise.seeded(1, 0), true).elbo().nelbo().mean());
        }

        assertThat(model.getParameters().values()).filteredOn(Parameter::requiresGradient).allSatisfy(
                parameter -> assertThat(parameter.getArray().getGradient().abs().sum().getFloat()).as(parameter.getName()).isPositive());
    }

    @Test
    void samplesFollowTheirNoiseAndTemperature() {
        HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);

        Generation cold = model.sample(store, manager, 4, 0f, Noise.seeded(1, 0));
        Generation coldAgain = model.sample(store, manager, 4, 0f, Noise.seeded(2, 0));
        Generation warm = model.sample(store, manager, 4, 1f, Noise.seeded(1, 0));

        assertThat(cold.image().mean().getShape()).isEqualTo(new Shape(4, 1, 4, 4));
        assertThat(cold.raw().toFloatArray()).isEqualTo(coldAgain.raw().toFloatArray());
        assertThat(warm.raw().toFloatArray()).isNotEqualTo(cold.raw().toFloatArray());
    }

    @Test
    void theDecoderGoesOnFromGivenLatents() {
        HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
        Generation sampled = model.sample(store, manager, 2, 1f, Noise.seeded(1, 0));
        LatentSource prior = LatentSource.prior(Noise.seeded(1, 0), 1f);

        Generation again = model.generate(store, manager, 2, LatentSource.given(sampled.latents(), prior), false);
        Generation upperOnly = model.generate(store, manager, 2, LatentSource.given(sampled.latents().subList(0, 1), prior), false);

        assertThat(again.raw().toFloatArray()).isEqualTo(sampled.raw().toFloatArray());
        assertThat(upperOnly.raw().toFloatArray()).isEqualTo(sampled.raw().toFloatArray());
    }

    @Test
    void asABlockItMapsImagesToTheirMeanReconstruction() {
        HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
        NDList images = new NDList(SmallModel.images(model, manager, 2));

        NDArray reconstruction = model.forward(store, images, false).singletonOrThrow();

        assertThat(reconstruction.getShape()).isEqualTo(model.getOutputShapes(new Shape[] {model.inputShape(2)})[0]);
        assertThat(reconstruction.toFloatArray()).isEqualTo(model.forward(store, images, false).singletonOrThrow().toFloatArray());
    }

    @Test
    void onePlainGroupIsAnOrdinaryVae() {
        HierarchicalVae model = SmallModel.initialized(Map.of("scales", 1, "groupsPerScale", 1), manager, 1);

        Pass pass = model.forward(store, SmallModel.images(model, manager, 2), Noise.seeded(1, 0), false);

        assertThat(pass.elbo().kl().getShape()).isEqualTo(new Shape(2, 1));
        assertThat(model.sample(store, manager, 2, 1f, Noise.seeded(1, 0)).raw().getShape()).isEqualTo(new Shape(2, 1, 8, 8));
    }

    /** Several draws as one batch: all images of the first, then all of the second. */
    private record Stacked(List<Noise> draws) implements Noise {
        @Override
        public NDArray normal(NDManager manager, String variable, Shape shape) {
            Shape each = new Shape(shape.get(0) / draws.size()).addAll(shape.slice(1));
            NDList parts = new NDList(draws.stream().map(draw -> draw.normal(manager, variable, each)).toList());
            return NDArrays.concat(parts, 0);
        }

        @Override
        public NDArray uniform(NDManager manager, String variable, Shape shape) {
            throw new UnsupportedOperationException();
        }
    }
}
