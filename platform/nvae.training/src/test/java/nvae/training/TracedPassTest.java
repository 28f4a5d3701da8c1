package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Layers;
import nvae.api.part.Parts;
import nvae.api.tensor.Tensors;
import nvae.api.training.Regularizer;
import nvae.api.training.RegularizerType;
import nvae.testkit.ClassPathParts;
import nvae.training.data.Batch;
import nvae.training.data.TrainingBatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps as one graph against steps as they are recorded: every array that lasts, and every term of the loss, bit for bit. */
class TracedPassTest {
    private static final int STEPS = 7;
    /** Long enough for a graph, as far as the options say. */
    private static final int EPOCHS = 5;
    private static final Map<String, Object> RECORDED = Map.of("compile", false, "epochs", EPOCHS);
    private static final Map<String, Object> COMPILED = Map.of("epochs", EPOCHS);

    /** Of them the first is not traced, two are, and one is compared with its graph; with another graph if it is not the same. */
    private static final int STEPS_TO_A_GRAPH = 4;

    private record Run(List<double[]> terms, Map<String, float[]> state, Compiled compiled, int recordedSteps) {}

    private static Map<String, Object> cells(Object cell, String normalization, String activation) {
        Map<String, Object> place = Map.of("cell", cell, "normalization", normalization, "activation", activation, "gate", "squeeze-excite");
        return Map.of("preprocess", place, "encoder", place, "decoder", place, "postprocess", place);
    }

    static Stream<Map<String, Object>> models() {
        return Stream.of(
                Map.of(),
                Map.of("decoderChannels", 8, "cells", cells(Map.of("name", "separable", "expansion", 2), "weight-and-batch", "swish")),
                Map.of("cells", cells("regular", "weight", "elu"), "family", "normal"),
                Map.of("flowsPerGroup", 1, "flow", "autoregressive", "likelihood", Map.of("name", "logistic-mixture", "mixtures", 2)),
                Map.of(
                        "flowsPerGroup", 1, "flow", Map.of("name", "autoregressive", "transform", "gated"),
                        "cells", cells("separable", "batch", "gelu"), "likelihood", "logistic"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aGraphGivesTheBitsOfRecordedSteps(Map<String, Object> model) throws Exception {
        Run recorded = run(model, RECORDED, new ClassPathParts());
        Run compiled = run(model, COMPILED, new ClassPathParts());

        assertThat(compiled.compiled()).isEqualTo(Compiled.YES);
        assertThat(compiled.recordedSteps()).isEqualTo(STEPS_TO_A_GRAPH);
        assertSame(compiled, recorded);
    }

    /** What is said of steps that are not to be one graph. */
    static Stream<Arguments> uncompiled() {
        return Stream.of(
                Arguments.of(RECORDED, "training.compile is off"),
                Arguments.of(Map.of(), "a run of fewer than 20 steps is done sooner without"),
                Arguments.of(
                        Map.of("recompute", "cells", "epochs", EPOCHS),
                        "a graph keeps all that it computes, and training.recompute is cells"));
    }

    @ParameterizedTest
    @MethodSource("uncompiled")
    void stepsThatAreNotToBeAGraphAreNotTraced(Map<String, Object> training, String reason) throws Exception {
        assertThat(run(Map.of(), training, new ClassPathParts()).compiled()).isEqualTo(Compiled.no(reason));
    }

    @Test
    void aPartWhoseOperatorsChangeFromStepToStepIsNotTraced() throws Exception {
        assertFallsBack(() -> new Gammas() {
            @Override
            NDArray of(NDArray gamma) {
                float steps = kept().toFloatArray()[0];
                Tensors.set(kept(), kept().add(1));
                return gamma.sum().mul(1 / steps);
            }
        });
    }

    @Test
    void aPartThatComputesWithNumbersReadInJavaIsNotTraced() throws Exception {
        assertFallsBack(() -> new Gammas() {
            @Override
            NDArray of(NDArray gamma) {
                return gamma.mul(Tensors.create(gamma.getManager(), gamma.toFloatArray(), gamma.getShape())).sum();
            }
        });
    }

    @Test
    void aPartThatCutsGradientsBehindTheFacadesBackIsNotTraced() throws Exception {
        assertFallsBack(() -> new Gammas() {
            @Override
            NDArray of(NDArray gamma) {
                return gamma.mul(gamma.stopGradient()).sum();
            }
        });
    }

    @Test
    void aPartThatKeepsSomethingBehindTheFacadesBackIsNotTraced() throws Exception {
        assertFallsBack(() -> new Gammas() {
            @Override
            NDArray of(NDArray gamma) {
                Tensors.set(kept(), new float[] {kept().toFloatArray()[0] + 1});
                return gamma.sum();
            }
        });
    }

    @Test
    void whatAPartAssignsIsKept() throws Exception {
        Supplier<Gammas> part = () -> new Gammas() {
            @Override
            NDArray of(NDArray gamma) {
                NDArray penalty = gamma.sum().mul(kept()).reshape(1);
                Tensors.set(kept(), Tensors.stopGradient(penalty).mul(0.1f));
                return penalty.sum();
            }
        };
        Run recorded = run(Map.of(), RECORDED, with(part));
        Run compiled = run(Map.of(), COMPILED, with(part));

        assertThat(compiled.compiled()).isEqualTo(Compiled.YES);
        assertSame(compiled, recorded);
    }

    /** Batches of another size are what a graph cannot take. */
    @Test
    void aGraphThatFailsLaterSaysWhichOptionToSwitchOff() throws Exception {
        try (NDManager manager = NDManager.newBaseManager();
                Composition composition = TinyTrial.compose(manager, COMPILED);
                TrainingBatches batches = new TrainingBatches(composition.training(), 8, TinyTrial.SEED, 0);
                TrainingBatches smaller = new TrainingBatches(composition.training(), 4, TinyTrial.SEED, 0);
                StepWindow window = new StepWindow(manager, composition.learner().model().hierarchy().size())) {
            Learner learner = composition.learner();
            for (int step = 0; step < STEPS; step++) {
                learner.step(batches.next(), step, 1e-2f, window);
            }
            Batch small = smaller.next();
            assertThatThrownBy(() -> learner.step(small, STEPS, 1e-2f, window))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching("(?s)training.compile: .*run again with training.compile: false");
        }
    }

    private static void assertFallsBack(Supplier<Gammas> part) throws Exception {
        Run recorded = run(Map.of(), RECORDED, with(part));
        Run compiled = run(Map.of(), COMPILED, with(part));

        assertThat(recorded.compiled()).isEqualTo(Compiled.no("training.compile is off"));
        assertThat(compiled.compiled().graph()).isFalse();
        assertThat(compiled.compiled().reason()).isNotEmpty().doesNotContain("no graph yet");
        assertSame(compiled, recorded);
    }

    private static void assertSame(Run found, Run expected) {
        assertThat(found.terms()).usingRecursiveComparison().isEqualTo(expected.terms());
        assertThat(found.state().keySet()).isEqualTo(expected.state().keySet());
        expected.state().forEach((name, values) -> assertThat(found.state().get(name)).as(name).isEqualTo(values));
    }

    private static Run run(Map<String, Object> model, Map<String, Object> training, Parts parts) throws IOException, InterruptedException {
        Map<String, Object> configuration = new LinkedHashMap<>(TinyTrial.configuration(training));
        Map<String, Object> changed = new LinkedHashMap<>();
        ((Map<?, ?>) configuration.get("model")).forEach((key, value) -> changed.put((String) key, value));
        changed.putAll(model);
        configuration.put("model", changed);
        try (NDManager manager = NDManager.newBaseManager();
                Composition composition = Composition.of(configuration, parts, manager, TinyTrial.SEED);
                TrainingBatches batches = new TrainingBatches(composition.training(), 8, TinyTrial.SEED, 0);
                StepWindow window = new StepWindow(manager, composition.learner().model().hierarchy().size())) {
            Learner learner = composition.learner();
            int recordedSteps = 0;
            for (int step = 0; step < STEPS; step++) {
                recordedSteps += learner.compiled().graph() ? 0 : 1;
                learner.step(batches.next(), step, 1e-2f, window);
            }
            Map<String, float[]> state = new LinkedHashMap<>();
            learner.state().forEach((name, array) -> state.put(name, array.toFloatArray()));
            return new Run(
                    window.read().stream().map(terms -> new double[] {terms.loss(), terms.recon(), terms.nelbo()}).toList(),
                    state,
                    learner.compiled(),
                    recordedSteps);
        }
    }

    /** The parts of the class path, with this one in the place of batch-norm scale. */
    private static Parts with(Supplier<Gammas> part) {
        Parts others = new ClassPathParts();
        return new Parts() {
            @Override
            public <T> T get(Class<T> type, String kind, String name) {
                RegularizerType mine = (model, manager, seed, options) -> part.get().of(model, manager);
                return name.equals("batch-norm-scale") ? type.cast(mine) : others.get(type, kind, name);
            }
        };
    }

    /** A penalty on the first batch norm's gamma. */
    private abstract static class Gammas implements Regularizer {
        private BatchNorm norm;
        private NDArray kept;

        Gammas of(Block model, NDManager manager) {
            norm = Layers.in(model, BatchNorm.class).get(0);
            kept = Tensors.create(manager, new float[] {1}, new Shape(1));
            return this;
        }

        abstract NDArray of(NDArray gamma);

        NDArray kept() {
            return kept;
        }

        @Override
        public NDArray penalty() {
            return of(norm.gamma());
        }

        @Override
        public float coefficient(float klCoefficient) {
            return 0.01f;
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of("kept", kept);
        }
    }
}
