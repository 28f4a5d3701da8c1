package nvae.dataset.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import nvae.api.data.Dataset;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest extends DatasetContract {
    private static final String TRAIN = "train-images-idx3-ubyte";
    private static final String TEST = "t10k-images-idx3-ubyte";

    @TempDir
    Path folder;

    @BeforeEach
    void sixTrainingAndThreeTestImages() throws IOException {
        Files.write(folder.resolve(TRAIN), idx(0x0803, 6, 4, 2, 6 * 8));
        Files.write(folder.resolve(TEST + ".gz"), gzip(idx(0x0803, 3, 4, 2, 3 * 8)));
    }

    @Override
    protected Dataset open() throws IOException {
        return open(Map.of());
    }

    private Dataset open(Map<String, Object> options) throws IOException {
        Map<String, Object> all = new HashMap<>(options);
        all.put("folder", folder.toString());
        return new IdxDataset().open(Options.of(all));
    }

    @Test
    void compressedAndPlainFilesAreTheSameData() throws IOException {
        String before = open().digest();
        Files.write(folder.resolve(TEST), idx(0x0803, 3, 4, 2, 3 * 8));
        assertThat(open().digest()).isEqualTo(before);
    }

    @Test
    void holdsOutTheLastImagesWhereThereIsNoTestFile() throws IOException {
        Dataset dataset = open(Map.of("test", "", "heldOut", 2));
        assertThat(dataset.train().size()).isEqualTo(4);
        assertThat(dataset.test().size()).isEqualTo(2);
        byte[] image = new byte[8];
        dataset.test().read(0, image, 0);
        assertThat(image).startsWith(4 * 8, 4 * 8 + 1);
    }

    @Test
    void transposesRowsAndColumns() throws IOException {
        Dataset dataset = open(Map.of("transpose", true));
        assertThat(dataset.train().height()).isEqualTo(2);
        byte[] image = new byte[8];
        dataset.train().read(0, image, 0);
        assertThat(image).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    }

    @Test
    void aMissingFileIsNamedWithItsFolder() throws IOException {
        Files.delete(folder.resolve(TRAIN));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContainingAll("no file", TRAIN, folder.toString(), "'folder'");
    }

    @Test
    void aCutFileSaysHowManyImagesAreWhole() throws IOException {
        Files.write(folder.resolve(TRAIN), Arrays.copyOf(idx(0x0803, 6, 4, 2, 6 * 8), 16 + 20));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContainingAll("cut", "6 images", "only 2 are whole");
    }

    @Test
    void everyCutOfACompressedFileIsReported() throws IOException {
        byte[] whole = gzip(idx(0x0803, 3, 4, 2, 3 * 8));
        for (int length = 0; length < whole.length - 8; length++) {
            Files.write(folder.resolve(TEST + ".gz"), Arrays.copyOf(whole, length));
            assertThatThrownBy(this::open).as("cut to %d bytes", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void damagedCompressedDataIsReportedWithTheFile() throws IOException {
        byte[] damaged = gzip(idx(0x0803, 3, 4, 2, 3 * 8));
        damaged[12] ^= 0x7f;
        Files.write(folder.resolve(TEST + ".gz"), damaged);
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining(TEST + ".gz");
    }

    @Test
    void labelsAreNotImages() throws IOException {
        Files.write(folder.resolve(TRAIN), idx(0x0801, 6, 4, 2, 6));
        assertThatThrownBy(this::open).hasMessageContaining("labels, not images");
    }

    @Test
    void aForeignFileIsRefused() throws IOException {
        Files.writeString(folder.resolve(TRAIN), "<html>not found</html>");
        assertThatThrownBy(this::open).hasMessageContaining("no IDX file of images");
    }

    @Test
    void aHeaderThatClaimsTooMuchIsRefusedBeforeMemoryIsTaken() throws IOException {
        Files.write(folder.resolve(TRAIN), idx(0x0803, Integer.MAX_VALUE, 4000, 4000, 8));
        assertThatThrownBy(this::open).hasMessageContaining("header is damaged");
    }

    @Test
    void bytesAfterTheLastImageAreRefused() throws IOException {
        Files.write(folder.resolve(TRAIN), idx(0x0803, 6, 4, 2, 6 * 8 + 1));
        assertThatThrownBy(this::open).hasMessageContaining("goes on after");
    }

    @Test
    void readsTheOriginalMnistTestSet() throws IOException {
        Path mnist = Path.of(System.getProperty("nvae.data", "")).resolve("mnist");
        assumeTrue(Files.isDirectory(mnist), "skipped: no MNIST at " + mnist + " (set -Dnvae.data)");
        Dataset dataset = new IdxDataset().open(Options.of(Map.of("folder", mnist.toString(), "train", TEST, "test", "", "heldOut", 1000)));
        assertThat(dataset.train().size()).isEqualTo(9000);
        assertThat(dataset.test().width()).isEqualTo(28);
    }

    /** A file whose pixels count up from 0. */
    private static byte[] idx(int magic, int count, int height, int width, int pixels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(magic);
        out.writeInt(count);
        out.writeInt(height);
        out.writeInt(width);
        for (int i = 0; i < pixels; i++) {
            out.write(i);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
