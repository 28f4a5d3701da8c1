package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nvae.testkit.ClassPathParts;
import nvae.training.data.Batch;
import nvae.training.data.TrainingBatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pass that forgets activations and makes them again computes what the plain one does, in less memory: bit for bit on MXNet; on PyTorch but
 * for rounding, as its gradients of an array with several uses are added up in another order.
 */
class RecomputeTest {
    private static final int BATCH = 8;
    /** In place of a way to recompute: steps become one graph. */
    private static final String GRAPH = "graph";
    /** What three steps make of a last bit. */
    private static final float ROUNDING = 1e-5f;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cells", "normalizations"})
    void lossesGradientsAndStatisticsAreThoseOfThePlainPass(String recompute) throws Exception {
        assertSame(run(TinyTrial.configuration(training("none"))), run(TinyTrial.configuration(training(recompute))));
    }

    /** Flows draw from features of other segments; weight norm alone starts from the first batch's data; no penalty cuts the graph. */
    @ParameterizedTest
    @ValueSource(strings = {"cells", "normalizations"})
    void soAreThoseOfAModelWithFlowsWeightNormAndNoRegularizers(String recompute) throws Exception {
        assertSame(run(otherModel("none")), run(otherModel(recompute)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLessIsKeptTheLowerTheMemoryPeaks() throws Exception {
        long plain = peak("none");
        assertThat(peak("cells")).isLessThan(plain * 85 / 100);
        if (!isPyTorch()) { // where it saves nothing, see docs/memory.md
            assertThat(peak("normalizations")).isLessThan(plain * 85 / 100);
        }
    }

    /** Its forward arrays go as its backward pass comes to them, and the steps that lead to it forget activations. */
    @Test
    @EnabledOnOs(OS.LINUX)
    @DisabledIf("isPyTorch") // where there is none
    void stepsOfAGraphPeakBelowRecordedOnes() throws Exception {
        assertThat(peak(GRAPH)).isLessThan(peak("none") * 95 / 100);
    }

    @Test
    void anUnknownWayIsRefused() {
        assertThatThrownBy(() -> run(TinyTrial.configuration(training("everything"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training.recompute: 'everything' is unknown; none, normalizations and cells are");
    }

    private static Map<String, Object> training(String way) {
        return way.equals(GRAPH)
                ? Map.of("compile", true, "batchSize", BATCH, "epochs", 5)
                : Map.of("recompute", way, "compile", false, "batchSize", BATCH);
    }

    private static Map<String, Object> otherModel(String recompute) {
        Map<String, Object> regular = Map.of("cell", "regular", "normalization", "weight", "activation", "elu", "gate", "none");
        Map<String, Object> cells = changed(changed(TinyTrial.configuration(Map.of()), "model"), "cells");
        cells.put("encoder", regular);
        Map<String, Object> model = Map.of("cells", cells, "flowsPerGroup", 1, "flow", "autoregressive");
        return with(recompute, model, Map.of("regularizers", Map.of()));
    }

    private static Map<String, Object> with(String recompute, Map<String, ?> modelChanges, Map<String, ?> changes) {
        Map<String, Object> configuration = new LinkedHashMap<>(TinyTrial.configuration(training(recompute)));
        Map<String, Object> model = changed(configuration, "model");
        model.putAll(modelChanges);
        configuration.put("model", model);
        configuration.putAll(changes);
        return configuration;
    }

    /** A copy of what stands under a key, to be changed. */
    private static Map<String, Object> changed(Map<String, ?> configuration, String key) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) configuration.get(key)).forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    private static void assertSame(Outcome plain, Outcome recomputed) {
        float rounding = isPyTorch() ? ROUNDING : 0;
        for (int step = 0; step < plain.losses().size(); step++) {
            assertThat(recomputed.losses().get(step)).isCloseTo(plain.losses().get(step), within(rounding * plain.losses().get(step)));
        }
        assertThat(recomputed.arrays().keySet()).isEqualTo(plain.arrays().keySet());
        assertThat(plain.arrays().keySet())
                .as("arrays that differ")
                .filteredOn(name -> difference(plain.arrays().get(name), recomputed.arrays().get(name)) > rounding)
                .isEmpty();
    }

    private static boolean isPyTorch() {
        return Engine.getInstance().getEngineName().equals("PyTorch");
    }

    /** The largest, as a part of the largest value, or of 1 where that is smaller. */
    private static float difference(float[] a, float[] b) {
        assertThat(b).hasSameSizeAs(a);
        float largest = 1;
        float difference = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i]));
            difference = a[i] == b[i] ? difference : Math.max(difference, Float.isFinite(a[i] - b[i]) ? Math.abs(a[i] - b[i]) : Float.MAX_VALUE);
        }
        return difference / largest;
    }

    /** What some steps leave: parameters, statistics, moments, and the last step's gradients. */
    private record Outcome(List<Double> losses, Map<String, float[]> arrays) {}

    private static Outcome run(Map<String, ?> configuration) throws IOException, InterruptedException {
        try (NDManager manager = NDManager.newBaseManager();
                Composition composition = Composition.of(configuration, new ClassPathParts(), manager, TinyTrial.SEED);
                TrainingBatches batches = new TrainingBatches(composition.training(), BATCH, TinyTrial.SEED, 0);
                StepWindow window = new StepWindow(manager, composition.learner().model().hierarchy().size())) {
            Learner learner = composition.learner();
            for (int step = 0; step < 3; step++) {
                learner.step(batches.next(), step, 1e-3f, window);
            }
            Map<String, float[]> arrays = new LinkedHashMap<>();
            for (Pair<String, Parameter> parameter : learner.model().getParameters()) {
                NDArray array = parameter.getValue().getArray();
                if (parameter.getValue().requiresGradient()) {
                    arrays.put("gradient of " + parameter.getKey(), array.getGradient().toFloatArray());
                }
            }
            learner.state().forEach((name, array) -> arrays.put(name, array.toFloatArray()));
            return new Outcome(window.read().stream().map(StepTerms::loss).toList(), arrays);
        }
    }

    /** Bytes by which a process grew at most while it made some steps; what it frees goes back to the system at once. */
    private long peak(String way) throws Exception {
        Path answer = folder.resolve(way);
        Map<String, String> environment = Map.of("MALLOC_MMAP_THRESHOLD_", "65536", "OMP_NUM_THREADS", "1");
        ChildJvm.run(folder, environment, List.of("-Xms200m", "-Xmx200m", "-XX:+AlwaysPreTouch"), Steps.class, way, answer);
        return Long.parseLong(Files.readString(answer));
    }

    /** Makes steps of so many images that activations outweigh everything else. */
    static final class Steps {
        private static final int IMAGES = 64;
        private static final int RECORDED = 2;
        private static final int TO_A_GRAPH_AND_ON = 6;

        public static void main(String[] arguments) throws IOException {
            int steps = arguments[0].equals(GRAPH) ? TO_A_GRAPH_AND_ON : RECORDED;
            Map<String, Object> configuration = with(
                    arguments[0], Map.of("preprocessCells", 4, "postprocessCells", 4),
                    Map.of("data", Map.of("pad", 2, "trainImages", IMAGES, "testImages", 1)));
            try (NDManager manager = NDManager.newBaseManager();
                    Composition composition = Composition.of(configuration, new ClassPathParts(), manager, TinyTrial.SEED);
                    StepWindow window = new StepWindow(manager, 3)) {
                Batch batch = composition.training().batch(IntStream.range(0, IMAGES).toArray(), 0, IMAGES, TinyTrial.SEED, 0);
                long before = resident("VmRSS:");
                for (int step = 0; step < steps; step++) {
                    composition.learner().step(batch, step, 1e-3f, window);
                }
                if (composition.learner().compiled().graph() != arguments[0].equals(GRAPH)) {
                    throw new IllegalStateException(composition.learner().compiled().toString());
                }
                Files.writeString(Path.of(arguments[1]), String.valueOf(resident("VmHWM:") - before));
            }
        }

        private static long resident(String line) throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(status -> status.startsWith(line))
                    .mapToLong(status -> 1024 * Long.parseLong(status.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
