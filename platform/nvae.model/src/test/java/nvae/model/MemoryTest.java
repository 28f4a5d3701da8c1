package nvae.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Map;
import java.util.function.Function;
import nvae.api.tensor.Noise;
import nvae.model.segment.Segments;
import org.junit.jupiter.api.Test;

/** Steps leave nothing behind: whatever a pass makes goes with the step's manager. */
class MemoryTest {
    private static final int IMAGES = 3;

    @Test
    void aTrainingStepLeavesNoArrayWithTheModel() {
        try (NDManager manager = NDManager.newBaseManager()) {
            HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
            trainingStep(model, manager, 0);
            int before = manager.getManagedArrays().size();

            for (int step = 1; step < 4; step++) {
                trainingStep(model, manager, step);
            }

            assertThat(manager.getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void sampleLeavesNoArrayWithTheModel() {
        try (NDManager manager = NDManager.newBaseManager()) {
            HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
            sample(model, manager, 0);
            int before = manager.getManagedArrays().size();

            sample(model, manager, 1);

            assertThat(manager.getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void whatACellMakesInsideIsFreedAsSoonAsItHasRunAndNothingElseChanges() {
        Recorded whole = recorded(Segments::whole);
        Recorded tidy = recorded(Segments::tidy);

        assertThat(tidy.nelbo()).isEqualTo(whole.nelbo());
        assertThat(tidy.gradient()).isEqualTo(whole.gradient());
        assertThat(tidy.features()).isLessThan(2 * whole.features() / 3); // engines differ in how many a cell makes
    }

    @Test
    void whatIsKeptOfACellLivesAsLongAsItsInput() {
        Recorded whole = recorded(Segments::whole);
        Recorded kept = recorded(store -> Segments.tidy(store, array -> array.getShape().dimension() == 4));

        assertThat(kept.nelbo()).isEqualTo(whole.nelbo());
        assertThat(kept.features()).isGreaterThan(9 * whole.features() / 10); // but for what goes from cell to cell
    }

    @Test
    void anOutlineHasTheNumbersOfAPassAndLeavesLittleElse() {
        try (NDManager manager = NDManager.newBaseManager()) {
            HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
            ParameterStore store = new ParameterStore(manager, false);
            try (NDManager work = attached(model, manager)) {
                Encoding encoding = model.encode(store, SmallModel.images(model, work, IMAGES), false);

                Pass pass = model.forward(store, encoding, 2, Noise.seeded(1, 0), false);
                long left = samples(work);
                Outline outline = model.outline(store, encoding, 2, Noise.seeded(1, 0), GroupPass::logDensities);
                long leftOfOutline = samples(work) - left;

                assertThat(ImportanceWeightedBound.of(outline, 2).logWeights().toFloatArray())
                        .isEqualTo(ImportanceWeightedBound.of(pass, 2).logWeights().toFloatArray());
                assertThat(leftOfOutline).isLessThan(left / 4);
            }
        }
    }

    /** Arrays that are there for two samples of every image. */
    private static long samples(NDManager work) {
        return work.getManagedArrays().stream().map(NDArray::getShape).filter(s -> s.dimension() > 0 && s.get(0) == 2 * IMAGES).count();
    }

    /** What a recorded pass gave, and how many arrays of features, [N,C,H,W], it left. */
    private record Recorded(float[] nelbo, float[] gradient, long features) {}

    private static Recorded recorded(Function<ParameterStore, Segments> segments) {
        try (NDManager manager = NDManager.newBaseManager()) {
            HierarchicalVae model = SmallModel.initialized(Map.of(), manager, 1);
            return recorded(model, manager, segments.apply(new ParameterStore(manager, false)));
        }
    }

    private static Recorded recorded(HierarchicalVae model, NDManager manager, Segments segments) {
        try (NDManager work = attached(model, manager)) {
            NDArray x = SmallModel.images(model, work, IMAGES);
            NDArray nelbo;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                nelbo = model.elbo(segments, x, Noise.seeded(1, 0)).nelbo();
                collector.backward(nelbo.mean());
            }
            NDArray weight = model.getParameters().values().stream()
                    .filter(parameter -> parameter.requiresGradient() && parameter.getArray().size() > 100)
                    .findFirst().orElseThrow().getArray();
            long features = work.getManagedArrays().stream()
                    .map(NDArray::getShape).filter(shape -> shape.dimension() == 4 && shape.get(0) == IMAGES && shape.get(2) > 1).count();
            return new Recorded(nelbo.toFloatArray(), weight.getGradient().toFloatArray(), features);
        }
    }

    private static void trainingStep(HierarchicalVae model, NDManager manager, int step) {
        try (NDManager work = attached(model, manager)) {
            NDArray x = SmallModel.images(model, work, 2);
            ParameterStore store = new ParameterStore(manager, false);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                collector.backward(model.forward(store, x, Noise.seeded(1, step), true).elbo().nelbo().mean());
            }
            model.getParameters().values().stream()
                    .filter(parameter -> parameter.requiresGradient())
                    .forEach(parameter -> parameter.getArray().subi(parameter.getArray().getGradient().mul(1e-3f)));
        }
    }

    private static void sample(HierarchicalVae model, NDManager manager, int step) {
        try (NDManager work = attached(model, manager)) {
            model.sample(new ParameterStore(manager, false), work, 2, 1f, Noise.seeded(1, step)).image().mean().toFloatArray();
        }
    }

    /** A manager that has the parameters until it is closed. */
    private static NDManager attached(HierarchicalVae model, NDManager manager) {
        NDManager work = manager.newSubManager();
        model.getParameters().values().forEach(parameter -> work.tempAttachAll(parameter.getArray()));
        return work;
    }
}
