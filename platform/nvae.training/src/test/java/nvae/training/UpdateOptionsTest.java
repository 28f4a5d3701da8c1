package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.training.data.TrainingBatches;
import nvae.training.update.AverageInUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options that say what becomes of a step's gradients, seen in whole runs. */
class UpdateOptionsTest {
    private static final Map<String, Object> SHORT = Map.of("steps", 6, "evaluateEvery", 0, "checkpointEvery", 0, "logEvery", 1);

    @TempDir
    private Path folder;

    @Test
    void withoutThemNoNormIsMeasured() throws Exception {
        assertThat(run(Map.of())).allSatisfy(line -> {
            assertThat(line.gradientNorm()).isEmpty();
            assertThat(line.skippedSteps()).isEmpty();
        });
    }

    @Test
    void clippingFarAboveEveryNormChangesNothing() throws Exception {
        List<TrainMetrics> plain = run(Map.of());
        List<TrainMetrics> clipped = run(Map.of("clipNorm", 1e9, "clipValue", 1e9, "skipNorm", 1e9));

        assertThat(clipped).extracting(TrainMetrics::loss).isEqualTo(plain.stream().map(TrainMetrics::loss).toList());
        assertThat(clipped).allSatisfy(line -> assertThat(line.gradientNorm().orElseThrow()).isPositive());
        assertThat(clipped.get(5).skippedSteps()).hasValue(0);
    }

    @Test
    void aLimitBelowEveryNormSkipsAsManyInARowAsItMayAndTheWeightsMoveAllTheSame() throws Exception {
        List<TrainMetrics> lines = run(Map.of("skipNorm", 1e-3, "maxSkips", 2));

        assertThat(lines).extracting(line -> line.skippedSteps().orElseThrow()).containsExactly(1L, 2L, 2L, 3L, 4L, 4L);
        assertThat(lines).extracting(TrainMetrics::recon).doesNotHaveDuplicates();
    }

    @Test
    void theTestBoundIsThatOfTheAverageAndTrainingIsNotTouchedByIt() throws Exception {
        Map<String, Object> measured = Map.of("steps", 6, "evaluateEvery", 1, "checkpointEvery", 3);
        Recorder plain = new Recorder();
        TinyTrial.train(Files.createDirectory(folder.resolve("plain")), measured, plain);
        Recorder averaged = new Recorder();
        Map<String, Object> options = new LinkedHashMap<>(measured);
        options.put("emaDecay", 0.99);
        TinyTrial.train(Files.createDirectory(folder.resolve("averaged")), options, averaged);

        assertThat(averaged.trained).extracting(TrainMetrics::loss).isEqualTo(plain.trained.stream().map(TrainMetrics::loss).toList());
        assertThat(averaged.tested.get(0).nelbo()).isNotCloseTo(plain.tested.get(0).nelbo(), within(1e-3));
    }

    @Test
    void besideTheAverageBatchNormsHaveTheModelsOwnStatistics() throws Exception {
        try (NDManager manager = NDManager.newBaseManager();
                Composition composition = TinyTrial.compose(manager, Map.of("emaDecay", 0.99));
                TrainingBatches batches = new TrainingBatches(composition.training(), 8, TinyTrial.SEED, 0);
                StepWindow window = new StepWindow(manager, 3)) {
            Learner learner = composition.learner();
            for (int step = 0; step < 3; step++) {
                learner.step(batches.next(), step, 1e-2f, window);
            }
            Map<String, float[]> own = parameters(learner);
            try (AverageInUse average = learner.useAverage()) {
                Map<String, float[]> used = parameters(learner);
                assertThat(used.keySet()).filteredOn(name -> name.contains("running")).isNotEmpty()
                        .allSatisfy(name -> assertThat(used.get(name)).as(name).isEqualTo(own.get(name)));
                assertThat(used.keySet()).filteredOn(name -> name.endsWith("gamma")).isNotEmpty()
                        .allSatisfy(name -> assertThat(used.get(name)).as(name).isNotEqualTo(own.get(name)));
            }
        }
    }

    private static Map<String, float[]> parameters(Learner learner) {
        Map<String, float[]> values = new LinkedHashMap<>();
        learner.model().getParameters().forEach(pair -> values.put(pair.getKey(), pair.getValue().getArray().toFloatArray()));
        return values;
    }

    private List<TrainMetrics> run(Map<String, Object> changes) throws Exception {
        Map<String, Object> options = new LinkedHashMap<>(SHORT);
        options.putAll(changes);
        Recorder recorder = new Recorder();
        TinyTrial.train(Files.createTempDirectory(folder, "run"), options, recorder);
        return recorder.trained;
    }
}
