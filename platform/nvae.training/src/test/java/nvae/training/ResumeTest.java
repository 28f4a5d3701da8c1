package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nvae.training.checkpoint.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was stopped and goes on from its check-point ends with the same bits as one that was not stopped. */
class ResumeTest {
    private static final Map<String, Object> COURSE = Map.of(
            "epochs", 2, "checkpointEvery", 3, "evaluateEvery", 1, "logEvery", 2, "clipNorm", 200, "skipFactor", 1.5, "skipNorm", 300, "emaDecay", 0.9);

    @TempDir
    private Path whole;

    @TempDir
    private Path stopped;

    @Test
    void resumingInTheSameProcessGivesTheSameBits() throws Exception {
        Recorder uninterrupted = new Recorder();
        TrainingResult expected = TinyTrial.train(whole, COURSE, uninterrupted);
        stopAfterFirstCheckpoint();

        Recorder resumed = new Recorder();
        TrainingResult result = TinyTrial.train(stopped, COURSE, resumed);
        assertSameBits();
        assertThat(result.test()).isEqualTo(expected.test());
        assertThat(result.trainNelbo()).isEqualTo(expected.trainNelbo());
        assertThat(resumed.trained).extracting(TrainMetrics::step).containsExactly(4L, 6L, 8L);
        assertThat(resumed.trained).extracting(TrainMetrics::loss)
                .isEqualTo(uninterrupted.trained.stream().filter(metrics -> metrics.step() > 3).map(TrainMetrics::loss).toList());
    }

    @Test
    void resumingInAnotherProcessGivesTheSameBits() throws Exception {
        TinyTrial.train(whole, COURSE, new Recorder());
        stopAfterFirstCheckpoint();

        ChildJvm.run(stopped, List.of(), ResumedProcess.class, stopped);
        assertSameBits();
    }

    private void stopAfterFirstCheckpoint() {
        Recorder stopping = new Recorder() {
            @Override
            public void saved(long step) {
                throw new IllegalStateException("stopped after step " + step);
            }
        };
        assertThatThrownBy(() -> TinyTrial.train(stopped, COURSE, stopping)).hasMessage("stopped after step 3");
    }

    private void assertSameBits() throws IOException {
        for (String name : List.of("last", "best")) {
            Map<String, Safetensors.Tensor> expected = Safetensors.read(whole.resolve(name + ".safetensors")).tensors();
            Map<String, Safetensors.Tensor> found = Safetensors.read(stopped.resolve(name + ".safetensors")).tensors();
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((array, tensor) -> assertThat(found.get(array).data()).as(array).isEqualTo(tensor.data()));
        }
    }

    /** Goes on in a folder. */
    static final class ResumedProcess {
        public static void main(String[] arguments) throws Exception {
            TinyTrial.train(Path.of(arguments[0]), COURSE, new Recorder());
        }
    }
}
