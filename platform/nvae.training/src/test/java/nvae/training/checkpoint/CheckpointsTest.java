package nvae.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final CheckpointState STATE =
            CheckpointState.start("4f2a", 1, Map.of("dataset", "abcd"))
                    .after(12, 3, 60.5, new CheckpointState.Mean(404, 4))
                    .withBest(101.25);

    private final NDManager manager = NDManager.newBaseManager();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void valuesComeBackInPlace() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder, "4f2a");
        checkpoints.save(Checkpoints.LAST, Map.of("w", weights(1, 2)), STATE);

        NDArray fresh = weights(0, 0);
        assertThat(checkpoints.restore(Checkpoints.LAST, Map.of("w", fresh))).contains(STATE);
        assertThat(fresh.toFloatArray()).containsExactly(1, 2);
        assertThat(Files.readString(folder.resolve("last.json"))).contains("\"step\": 12");
    }

    @Test
    void withoutACheckpointNothingIsRestored() throws IOException {
        assertThat(new Checkpoints(folder, "4f2a").restore(Checkpoints.LAST, Map.of("w", weights(1, 2)))).isEmpty();
    }

    @Test
    void anotherTrialsCheckpointIsRefused() throws IOException {
        new Checkpoints(folder, "4f2a").save(Checkpoints.LAST, Map.of("w", weights(1, 2)), STATE);
        assertThatThrownBy(() -> new Checkpoints(folder, "77aa").restore(Checkpoints.LAST, Map.of("w", weights(0, 0))))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("last.safetensors belongs to trial 4f2a, not to 77aa");
    }

    @Test
    void anotherModelsCheckpointIsRefusedAndNothingIsChanged() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder, "4f2a");
        checkpoints.save(Checkpoints.LAST, Map.of("w", weights(1, 2)), STATE);

        NDArray same = weights(0, 0);
        assertThatThrownBy(() -> checkpoints.restore(Checkpoints.LAST, Map.of("w", same, "extra", weights(3, 4))))
                .hasMessageContaining("lacks 1 arrays [extra]");
        assertThatThrownBy(() -> checkpoints.restore(Checkpoints.LAST, Map.of("w", manager.zeros(new Shape(3)))))
                .hasMessageContaining("'w' is float32 (2) there, but float32 (3) is wanted");
        assertThat(same.toFloatArray()).containsExactly(0, 0);
    }

    @Test
    void aForeignSafetensorsFileIsRefused() throws IOException {
        Safetensors.of(Map.of("w", weights(1, 2)), Map.of("by", "somebody")).write(folder.resolve("last.safetensors"));
        assertThatThrownBy(() -> new Checkpoints(folder, "4f2a").restore(Checkpoints.LAST, Map.of("w", weights(0, 0))))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no check-point of this program");
    }

    @Test
    void valuesThatAreNotFiniteNeverReplaceAGoodCheckpoint() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder, "4f2a");
        checkpoints.save(Checkpoints.LAST, Map.of("w", weights(1, 2)), STATE);
        assertThatThrownBy(() -> checkpoints.save(Checkpoints.LAST, Map.of("w", weights(1, Float.NaN)), STATE))
                .isInstanceOf(NotFiniteException.class)
                .hasMessageContaining("'w' holds values that are not finite");

        NDArray fresh = weights(0, 0);
        checkpoints.restore(Checkpoints.LAST, Map.of("w", fresh));
        assertThat(fresh.toFloatArray()).containsExactly(1, 2);
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNoRest() throws IOException {
        Path file = Files.writeString(folder.resolve("some.txt"), "old");
        Files.createDirectory(folder.resolve("some.txt.tmp"));
        assertThatThrownBy(() -> AtomicFile.write(file, "new")).isInstanceOf(IOException.class).hasMessageContaining("some.txt could not be written");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private NDArray weights(float... values) {
        return manager.create(values);
    }
}
