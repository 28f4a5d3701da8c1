package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nvae.api.part.Options;
import nvae.api.part.Parts;
import nvae.api.tensor.Tensors;
import nvae.api.training.KlSchedule;
import nvae.api.training.KlScheduleType;
import nvae.api.training.OptimizerType;
import nvae.model.HierarchicalVae;
import nvae.testkit.ClassPathParts;
import nvae.training.data.Batch;
import nvae.training.update.LossScale;
import nvae.training.update.Update;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A skipped step leaves everything as it was, bit for bit, but for the counts of steps. */
class SkippedStepTest {
    private static final Map<String, Object> ALL_ARE_SKIPPED = Map.of("skipNorm", 1e-6, "maxSkips", 100);
    /** Long enough for a graph. */
    private static final Map<String, Object> COMPILED = Map.of("epochs", 5);
    private static final List<String> COUNTS = List.of("guard", "lossScale");

    /** Ways of computing, with a model whose weight-normalized layers start from the first batch, under a constraint on all layers. */
    static Stream<Map<String, Object>> ways() {
        return Stream.of(Map.of("recompute", "none"), Map.of("recompute", "cells"), Map.of("recompute", "normalizations"), COMPILED);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void nothingButTheGuardMoves(Map<String, Object> way) throws Exception {
        assumeTrue(way != COMPILED || Engine.getInstance().getEngineName().equals("MXNet"), "graphs are MXNet's");
        try (Trial trial = new Trial(way)) {
            Map<String, float[]> before = trial.state();
            for (int step = 0; step < 7; step++) {
                trial.step(step);
            }
            assertThat(trial.learner().skippedSteps()).hasValue(7);
            assertSame(trial.state(), before);
        }
    }

    /** What is remembered outside the arrays that last, such as that there was a first step, is taken back too. */
    @ParameterizedTest
    @MethodSource("ways")
    void theNextStepIsAsIfTheSkippedOnesHadNotBeen(Map<String, Object> way) throws Exception {
        assumeTrue(way != COMPILED || Engine.getInstance().getEngineName().equals("MXNet"), "graphs are MXNet's");
        try (Trial skipping = new Trial(way); Trial fresh = new Trial(way)) {
            skipping.step(0);
            skipping.step(1);
            skipping.terms();
            skipping.step(2);
            fresh.step(2);

            assertThat(skipping.terms()).isEqualTo(fresh.terms());
        }
    }

    /** Every second step is skipped: while the graph is found and checked, and when it runs. */
    @Test
    void stepsThatAreSkippedAmongTakenOnesLeaveTheGraphWhatItIs() throws Exception {
        assumeTrue(Engine.getInstance().getEngineName().equals("MXNet"), "graphs are MXNet's");
        try (Trial recorded = new Trial(Map.of("maxSkips", 1, "epochs", 5, "compile", false)); Trial compiled = new Trial(Map.of("maxSkips", 1, "epochs", 5))) {
            for (int step = 0; step < 6; step++) {
                recorded.step(step);
                compiled.step(step);
            }
            assertThat(compiled.learner().compiled().graph()).isTrue();
            Map<String, float[]> before = compiled.state();
            assertSame(before, recorded.state());
            compiled.step(6);
            assertThat(compiled.learner().skippedSteps()).hasValue(4);
            assertSame(compiled.state(), before);
        }
    }

    @Test
    void aTakenStepMovesStatisticsAndVectors() throws Exception {
        try (Trial trial = new Trial(Map.of("skipNorm", 1e9))) {
            Map<String, float[]> before = trial.state();
            trial.step(0);
            assertThat(trial.learner().skippedSteps()).hasValue(0);
            assertThat(changed(trial.state(), before))
                    .anyMatch(name -> name.endsWith("runningVariance"))
                    .anyMatch(name -> name.endsWith("started"))
                    .anyMatch(name -> name.startsWith("constraint."))
                    .anyMatch(name -> name.startsWith("regularizer.spectral.u"))
                    .contains("regularizer.spectral.calls");
        }
    }

    @Test
    void aLossScaleThatIsTooLargeSkipsAndIsAllThatMoves() throws Exception {
        try (NDManager manager = NDManager.newBaseManager(); Composition composition = TinyTrial.compose(manager, Map.of())) {
            LossScale scale = new LossScale(manager);
            Learner learner = scaled(composition, scale);
            Tensors.set(learner.state().get("lossScale"), new float[] {0x1p100f, 0, 0});
            Map<String, float[]> before = values(learner.state());
            try (StepWindow window = new StepWindow(manager, 3)) {
                learner.step(batch(composition), 0, 1e-2f, window);
            }
            assertThat(learner.skippedSteps()).hasValue(1);
            assertSame(values(learner.state()), before);
        }
    }

    /** A learner of the composition's model whose loss is scaled. */
    private static Learner scaled(Composition composition, LossScale scale) {
        Parts parts = new ClassPathParts();
        HierarchicalVae model = composition.learner().model();
        NDManager manager = composition.learner().manager();
        KlSchedule kl = parts.get(KlScheduleType.class, KlScheduleType.KIND, "annealed")
                .create(model.hierarchy().groupsPerScale(), 10, manager, Options.of("annealPortion", 0));
        OptimizerType adamax = parts.get(OptimizerType.class, OptimizerType.KIND, "adamax");
        Objective objective = new Objective(kl, Map.of(), Optional.of(scale));
        Update update = new Update(
                model, manager, (parameters, owner) -> adamax.create(parameters, owner, Options.none()), Optional.of(scale),
                Options.none().as(TrainingSection.Options.class));
        GradientPass pass = new RecordedPass(new ModelComputation(model, objective, List.of()), new ParameterStore(manager, false));
        return new Learner(model, manager, objective, pass, Map.of(), update, TinyTrial.SEED);
    }

    private static Batch batch(Composition composition) {
        return composition.training().batch(IntStream.range(0, 8).toArray(), 0, 8, TinyTrial.SEED, 0);
    }

    private static void assertSame(Map<String, float[]> found, Map<String, float[]> expected) {
        assertThat(changed(found, expected)).as("arrays that moved").isEmpty();
    }

    private static List<String> changed(Map<String, float[]> found, Map<String, float[]> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        return found.keySet().stream()
                .filter(name -> !COUNTS.contains(name) && !Arrays.equals(found.get(name), expected.get(name)))
                .toList();
    }

    private static Map<String, float[]> values(Map<String, NDArray> arrays) {
        Map<String, float[]> values = new LinkedHashMap<>();
        arrays.forEach((name, array) -> values.put(name, array.toFloatArray()));
        return values;
    }

    /** A learner with all that a step can move, which skips every step unless it is told otherwise. */
    private static final class Trial implements AutoCloseable {
        private final NDManager manager = NDManager.newBaseManager();
        private final Composition composition;
        private final StepWindow window = new StepWindow(manager, 3);

        Trial(Map<String, Object> changes) throws IOException {
            Map<String, Object> training = new LinkedHashMap<>(ALL_ARE_SKIPPED);
            training.put("emaDecay", 0.9);
            training.putAll(changes);
            Map<String, Object> configuration = new LinkedHashMap<>(TinyTrial.configuration(training));
            Map<String, Object> model = copy(configuration, "model");
            Map<String, Object> cells = copy(model, "cells");
            cells.put("encoder", Map.of("cell", "regular", "normalization", "weight", "activation", "elu", "gate", "none"));
            model.put("cells", cells);
            configuration.put("model", model);
            configuration.put("constraints", Map.of("spectral-normalization", Map.of()));
            composition = Composition.of(configuration, new ClassPathParts(), manager, TinyTrial.SEED);
        }

        private static Map<String, Object> copy(Map<String, Object> configuration, String key) {
            Map<String, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) configuration.get(key)).forEach((name, value) -> copy.put(String.valueOf(name), value));
            return copy;
        }

        Learner learner() {
            return composition.learner();
        }

        void step(int step) {
            learner().step(batch(composition), step, 1e-2f, window);
        }

        /** Of the steps since the last look. */
        List<List<Double>> terms() {
            return window.read().stream().map(terms -> List.of(terms.loss(), terms.recon(), terms.nelbo(), terms.gradientNorm())).toList();
        }

        Map<String, float[]> state() {
            return values(learner().state());
        }

        @Override
        public void close() {
            window.close();
            composition.close();
            manager.close();
        }
    }
}
