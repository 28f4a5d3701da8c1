package nvae.dataset.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import nvae.api.data.Dataset;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDatasetTest extends DatasetContract {
    private static final int RECORD = 1 + 3 * 32 * 32;

    @TempDir
    Path folder;

    @BeforeEach
    void twoTrainingFilesAndATestFile() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), records(1, 2));
        Files.write(folder.resolve("data_batch_2.bin"), records(3));
        Files.write(folder.resolve("test_batch.bin"), records(9, 8));
    }

    @Override
    protected Dataset open() throws IOException {
        return open(Map.of("folder", folder.toString()));
    }

    private static Dataset open(Map<String, Object> options) throws IOException {
        return new CifarDataset().open(Options.of(options));
    }

    @Test
    void readsTheFilesInOrderAndLeavesTheLabelsOut() throws IOException {
        Dataset dataset = open();
        assertThat(dataset.train().size()).isEqualTo(3);
        byte[] image = new byte[RECORD - 1];
        dataset.train().read(2, image, 0);
        assertThat(image).containsOnly(3);
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        Files.write(folder.resolve("data_batch_2.bin"), Arrays.copyOf(records(3), RECORD - 5));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContainingAll("data_batch_2.bin", "3068 bytes", "cut");
    }

    @Test
    void missingFilesAndFoldersAreNamed() throws IOException {
        Files.delete(folder.resolve("test_batch.bin"));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContainingAll("no file test_batch.bin", folder.toString());
        assertThatThrownBy(() -> open(Map.of("folder", folder + "/none"))).isInstanceOf(IOException.class).hasMessageContaining("no folder");
    }

    @Test
    void readsRealImages() throws IOException {
        Path real = Path.of(System.getProperty("nvae.data", "")).resolve("cifar10-from-jpeg");
        assumeTrue(Files.isDirectory(real), "skipped: no CIFAR images at " + real + " (set -Dnvae.data)");
        Dataset dataset = open(Map.of("folder", real.toString()));
        assertThat(dataset.train().size()).isEqualTo(10_000);
        assertThat(dataset.test().size()).isEqualTo(2_000);
    }

    /** One record a value: the label 7, then the value in every pixel. */
    private static byte[] records(int... values) {
        byte[] records = new byte[values.length * RECORD];
        for (int i = 0; i < values.length; i++) {
            Arrays.fill(records, i * RECORD, (i + 1) * RECORD, (byte) values[i]);
            records[i * RECORD] = 7;
        }
        return records;
    }
}
