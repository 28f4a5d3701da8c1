package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import nvae.training.evaluation.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {
    @TempDir
    private Path folder;

    @Test
    void theBoundFallsOnTrainingAndTestImages() throws Exception {
        Recorder recorder = new Recorder();
        TrainingResult result = TinyTrial.train(folder, Map.of("epochs", 9, "evaluateEvery", 3), recorder);

        List<TrainMetrics> trained = recorder.trained;
        assertThat(trained.get(trained.size() - 1).nelbo()).isLessThan(0.8 * trained.get(0).nelbo());
        assertThat(recorder.tested).hasSize(3).last().isEqualTo(result.test());
        assertThat(result.test().nelbo()).isLessThan(recorder.tested.get(0).nelbo());
        assertThat(result.steps()).isEqualTo(36);
        assertThat(result.secondsPerStep()).isPositive();
    }

    /** Twenty test images are two batches. */
    @ParameterizedTest
    @CsvSource({"0, 2", "1, 4"})
    void theTestImagesAreMeasuredOnceAfterTheLastStep(int evaluateEvery, int batches) throws Exception {
        AtomicInteger measured = new AtomicInteger();
        TrainingResult result = TinyTrial.train(folder, Map.of("epochs", 2, "evaluateEvery", evaluateEvery), new Recorder() {
            @Override
            public void batchMeasured() {
                measured.incrementAndGet();
            }
        });
        assertThat(measured).hasValue(batches);
        assertThat(result.activeUnits()).hasSize(result.test().klPerGroup().size());
    }

    @Test
    void aLineOfMetricsIsTheMeanOfItsStepsAndItsTermsAddUp() throws Exception {
        Recorder recorder = new Recorder();
        TinyTrial.train(folder, Map.of("steps", 5, "logEvery", 2, "evaluateEvery", 0, "checkpointEvery", 0), recorder);

        assertThat(recorder.trained).extracting(TrainMetrics::step).containsExactly(2L, 4L, 5L);
        assertThat(recorder.trained).extracting(TrainMetrics::steps).containsExactly(2L, 2L, 1L);
        assertThat(recorder.trained).extracting(TrainMetrics::epoch).containsExactly(0L, 0L, 1L);
        TrainMetrics last = recorder.trained.get(2);
        assertThat(last.klPerGroup()).hasSize(3).allSatisfy(kl -> assertThat(kl).isPositive());
        assertThat(last.regularizers()).containsOnlyKeys("batch-norm-scale", "spectral");
        assertThat(last.klCoefficient()).isEqualTo(1);
        double penalties = 0.01 * last.regularizers().values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(last.loss()).isCloseTo(last.nelbo() + penalties, within(1e-2));
    }

    @Test
    void theBestCheckpointHoldsTheLowestTestBound() throws Exception {
        Recorder recorder = new Recorder();
        TinyTrial.train(folder, Map.of("epochs", 3), recorder);

        double lowest = recorder.tested.stream().mapToDouble(Bound::nelbo).min().orElseThrow();
        assertThat(Files.readString(folder.resolve("best.json"))).contains("\"nelbo\": " + lowest);
        assertThat(folder.resolve("last.safetensors")).exists();
    }

    @Test
    void picturesAreDrawnOnTheWay() throws Exception {
        Recorder recorder = new Recorder();
        TinyTrial.train(folder, Map.of("epochs", 2, "sampleEvery", 1), recorder);
        assertThat(recorder.drawn)
                .containsExactly(folder.resolve("samples/samples-4.png"), folder.resolve("samples/samples-8.png"))
                .allSatisfy(png -> assertThat(png).exists());
    }

    @Test
    void aLossThatIsNotFiniteStopsTheRunWithADiagnosisAndKeepsTheLastGoodCheckpoint() {
        Recorder recorder = new Recorder();
        Map<String, Object> reckless = Map.of("epochs", 3, "learningRate", 1e30, "checkpointEvery", 1, "evaluateEvery", 0);
        assertThatThrownBy(() -> TinyTrial.train(folder, reckless, recorder))
                .isInstanceOf(DivergedException.class)
                .hasMessageMatching("the loss of step \\d+ is (NaN|-?Infinity): .*"
                        + "largest KL \\S+ nats in group \\d of 3.*(largest weight norm|not finite).*training.learningRate.*");
        assertThat(recorder.saved).isNotEmpty();
        assertThat(folder.resolve("last.safetensors")).exists();
    }

    @Test
    void aTestBoundThatIsNotFiniteStopsTheRunWithADiagnosis() {
        Map<String, Object> reckless = Map.of("steps", 1, "learningRate", 1e30, "warmupEpochs", 0, "evaluateEvery", 0);
        assertThatThrownBy(() -> TinyTrial.train(folder, reckless, new Recorder()))
                .isInstanceOf(DivergedException.class)
                .hasMessageMatching("the test bound after step 1 is (NaN|-?Infinity): .*"
                        + "largest KL \\S+ nats in group \\d of 3.*(largest weight norm|not finite).*training.learningRate.*");
    }

    @Test
    void aRunThatGoesOnAfterItsLastStepKnowsHowFastItWas() throws Exception {
        Map<String, Object> course = Map.of("steps", 2, "checkpointEvery", 1);
        TrainingResult whole = TinyTrial.train(folder, course, new Recorder());
        TrainingResult again = TinyTrial.train(folder, course, new Recorder());
        assertThat(again.secondsPerStep()).isEqualTo(whole.seconds() / 2);
        assertThat(again.imagesPerSecond()).isEqualTo(8 / again.secondsPerStep());
    }
}
