package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import nvae.api.tensor.Noise;
import nvae.model.HierarchicalVae;
import nvae.model.LatentSource;
import nvae.training.checkpoint.Checkpoints;
import nvae.training.data.TrainingBatches;
import nvae.training.evaluation.Bound;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device must do to train on: give the numbers of the CPU, but for rounding, and leave nothing behind. */
abstract class DeviceContract {
    /** GPUs may round the factors of convolutions to ten bits. */
    private static final Percentage ROUNDING = Percentage.withPercentage(1);

    private static final Map<String, Object> COURSE = Map.of("epochs", 2, "checkpointEvery", 3, "evaluateEvery", 1, "logEvery", 2);

    @TempDir
    private Path folder;

    abstract Device device();

    @Test
    void stepsOfTrainingAreThoseOfTheCpu() throws Exception {
        List<StepTerms> expected = steps(Device.cpu(), 3);
        List<StepTerms> found = steps(device(), 3);

        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).loss()).as("loss of step %d", i).isCloseTo(expected.get(i).loss(), ROUNDING);
            assertThat(found.get(i).recon()).as("reconstruction of step %d", i).isCloseTo(expected.get(i).recon(), ROUNDING);
            assertThat(found.get(i).klPerGroup()).as("KL of step %d", i).hasSize(3);
            for (int group = 0; group < 3; group++) {
                assertThat(found.get(i).klPerGroup()[group]).as("KL of group %d in step %d", group, i)
                        .isCloseTo(expected.get(i).klPerGroup()[group], Percentage.withPercentage(5));
            }
        }
    }

    private static List<StepTerms> steps(Device device, int count) throws IOException, InterruptedException {
        try (NDManager manager = NDManager.newBaseManager(device);
                Composition composition = TinyTrial.compose(manager, Map.of());
                TrainingBatches batches = new TrainingBatches(composition.training(), 8, TinyTrial.SEED, 0);
                StepWindow window = new StepWindow(manager, 3)) {
            List<StepTerms> terms = new ArrayList<>();
            for (int step = 0; step < count; step++) {
                composition.learner().step(batches.next(), step, 1e-3f, window);
                terms.addAll(window.read());
            }
            return terms;
        }
    }

    @Test
    void aCheckpointOfTheDeviceIsMeasuredAlikeOnTheCpu() throws Exception {
        TrainingResult trained = TinyTrial.train(device(), folder, COURSE, new Recorder());

        assertThat(measured(Device.cpu()).nelbo()).isCloseTo(trained.test().nelbo(), ROUNDING);
        assertThat(measured(device()).nelbo()).isCloseTo(trained.test().nelbo(), ROUNDING);
    }

    private Bound measured(Device device) throws IOException {
        try (NDManager manager = NDManager.newBaseManager(device);
                Composition composition = TinyTrial.compose(manager, COURSE)) {
            assertThat(new Checkpoints(folder, TinyTrial.ID).restore(Checkpoints.LAST, composition.learner().state())).isPresent();
            return composition.evaluator().bound();
        }
    }

    @Test
    void aStoppedRunGoesOnFromItsCheckpoint() throws Exception {
        TinyTrial.train(device(), folder, Map.of("steps", 3, "evaluateEvery", 0), new Recorder());
        Recorder resumed = new Recorder();
        TrainingResult result = TinyTrial.train(device(), folder, Map.of("steps", 6, "evaluateEvery", 0, "logEvery", 3), resumed);

        assertThat(result.steps()).isEqualTo(6);
        assertThat(resumed.trained).extracting(TrainMetrics::step).containsExactly(6L);
    }

    @Test
    void samplesAreThoseOfTheCpu() throws Exception {
        float[] expected = samples(Device.cpu());

        assertThat(samples(device())).hasSameSizeAs(expected).containsExactly(expected, within(0.02f));
    }

    private static float[] samples(Device device) throws IOException {
        try (NDManager manager = NDManager.newBaseManager(device);
                Composition composition = TinyTrial.compose(manager, Map.of());
                Attachment work = Attachment.of(manager, composition.learner().state().values())) {
            HierarchicalVae model = composition.learner().model();
            LatentSource prior = LatentSource.prior(Noise.seeded(0, 0), Collections.nCopies(3, 0.7f));
            return model.generate(new ParameterStore(manager, false), work.manager(), 4, prior, false).image().mean().toFloatArray();
        }
    }

    @Test
    void parametersAndArraysLieOnTheDevice() throws Exception {
        try (NDManager manager = NDManager.newBaseManager(device());
                Composition composition = TinyTrial.compose(manager, Map.of())) {
            for (Parameter parameter : composition.learner().model().getParameters().values()) {
                assertThat(parameter.getArray().getDevice()).as(parameter.getName()).isEqualTo(device());
            }
            assertThat(composition.learner().state().values()).extracting(NDArray::getDevice).containsOnly(device());
        }
    }

    @Test
    void stepsLeaveNoArraysAndNoDeviceMemoryBehind() throws Exception {
        int warmUp = 5;
        int rounds = 3;
        int stepsARound = 5;
        try (NDManager manager = NDManager.newBaseManager(device());
                Composition composition = TinyTrial.compose(manager, Map.of());
                TrainingBatches batches = new TrainingBatches(composition.training(), 8, TinyTrial.SEED, 0);
                StepWindow window = new StepWindow(manager, 3)) {
            run(composition.learner(), batches, window, warmUp);
            int arrays = manager.getManagedArrays().size();
            long leastGrowth = Long.MAX_VALUE;
            for (int round = 0; round < rounds; round++) {
                long used = usedDeviceMemory();
                run(composition.learner(), batches, window, stepsARound);
                leastGrowth = Math.min(leastGrowth, usedDeviceMemory() - used);
            }
            assertThat(manager.getManagedArrays()).hasSize(arrays);
            assertThat(leastGrowth).isLessThanOrEqualTo(0);
        }
    }

    private static void run(Learner learner, TrainingBatches batches, StepWindow window, int steps) throws InterruptedException {
        for (int step = 0; step < steps; step++) {
            learner.step(batches.next(), step, 1e-3f, window);
            window.read();
        }
    }

    /** Bytes that the GPU's driver has given away; 0 on a CPU, where {@link LearnerMemoryTest} looks closer. */
    private long usedDeviceMemory() {
        return device().isGpu() ? CudaUtils.getGpuMemory(device()).getUsed() : 0;
    }
}
