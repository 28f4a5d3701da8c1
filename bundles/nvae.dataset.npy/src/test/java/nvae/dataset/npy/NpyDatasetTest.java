package nvae.dataset.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nvae.api.data.Dataset;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyDatasetTest extends DatasetContract {

    @TempDir
    Path folder;

    private Path train;
    private Path test;

    @BeforeEach
    void fiveTrainingAndTwoTestImages() throws IOException {
        train = folder.resolve("train.npy");
        test = folder.resolve("test.npy");
        Files.write(train, npy("|u1", "5, 2, 4, 3", counting(5 * 24)));
        Files.write(test, npy("|u1", "2, 2, 4, 3", counting(2 * 24)));
    }

    @Override
    protected Dataset open() throws IOException {
        return open(train, test);
    }

    private static Dataset open(Path train, Path test) throws IOException {
        return new NpyDataset().open(Options.of(Map.of("train", train.toString(), "test", test.toString())));
    }

    @Test
    void channelsComeFirst() throws IOException {
        byte[] image = new byte[24];
        open().train().read(0, image, 0);
        assertThat(image).containsExactly(0, 3, 6, 9, 12, 15, 18, 21, 1, 4, 7, 10, 13, 16, 19, 22, 2, 5, 8, 11, 14, 17, 20, 23);
    }

    @Test
    void floatsBecomeBytes() throws IOException {
        ByteBuffer floats = ByteBuffer.allocate(4 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(0f).putFloat(0.5f).putFloat(1f).putFloat(0.2f);
        Files.write(train, npy("<f4", "1, 2, 2", floats.array()));
        byte[] image = new byte[4];
        open(train, train).train().read(0, image, 0);
        assertThat(image).containsExactly(0, 128, 255, 51);
    }

    @Test
    void floatsThatAreNoBrightnessAreRefused() throws IOException {
        for (float value : new float[] {200f, -0.5f, Float.NaN}) {
            ByteBuffer floats = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
            assertRefused(npy("<f4", "1, 1, 1", floats.array()), 1000, "the value " + (double) value);
        }
    }

    @Test
    void aCutArchiveIsRefusedByName() throws IOException {
        Path archive = folder.resolve("images.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("train.npy"));
            zip.write(Files.readAllBytes(train));
        }
        byte[] whole = Files.readAllBytes(archive);
        for (int length = 0; length < 120; length += 7) {
            Files.write(archive, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> open(archive, test)).isInstanceOf(IOException.class).hasMessageContaining("images.npz");
        }
    }

    @Test
    void readsTheNamedArrayOfAnArchive() throws IOException {
        Path archive = folder.resolve("images.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("labels.npy"));
            zip.write(npy("<i8", "5,", new byte[40]));
            zip.putNextEntry(new ZipEntry("train.npy"));
            zip.write(Files.readAllBytes(train));
        }
        assertThat(open(archive, test).train().size()).isEqualTo(5);
        assertThatThrownBy(() -> open(train, archive)).isInstanceOf(IOException.class)
                .hasMessageContainingAll("no array 'test'", "labels, train", "'testKey'");
    }

    @Test
    void bytesOfAFileAndOfAnArchiveHaveOneDigest() throws IOException {
        Path archive = folder.resolve("images.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("train.npy"));
            zip.write(Files.readAllBytes(train));
        }
        assertThat(open(archive, test).digest()).isEqualTo(open().digest());
    }

    @Test
    void sayWhatIsWrongWithAFile() throws IOException {
        assertRefused(Files.readAllBytes(train), 100, "is cut");
        assertRefused(Files.readAllBytes(train), 20, "inside its header");
        assertRefused("hello".getBytes(StandardCharsets.US_ASCII), 5, "is no NumPy array");
        assertRefused(npy("<i8", "1, 2, 2", new byte[32]), 1000, "type <i8");
        assertRefused(npy("|u1", "1, 9, 9, 9", new byte[729]), 1000, "[N,H,W,C] or [N,C,H,W]");
        assertRefused(npy("<f4", "99999, 999, 999, 3", new byte[8]), 1000, "more than fit in memory");
        assertRefused(npy("|u1", "99999, 999, 999, 3", new byte[8]), 1000, "only 0 are whole");
        assertRefused(npy("|u1", "9, 2147483647, 2147483647, 3", new byte[8]), 1000, "header is damaged");
        assertThatThrownBy(() -> open(folder.resolve("none.npy"), test)).hasMessageContaining("no file");
    }

    @Test
    void damagedFilesAreRefusedOrReadButNeverAnythingElse() throws IOException {
        Random random = new Random(1);
        byte[] good = Files.readAllBytes(train);
        for (int round = 0; round < 2_000; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int i = 0; i < 3 && bad.length > 0; i++) {
                bad[random.nextInt(Math.min(bad.length, 128))] = (byte) random.nextInt();
            }
            Files.write(train, bad);
            try {
                assertThat(open(train, train).train().size()).isPositive();
            } catch (IOException expected) {
                assertThat(expected.getMessage()).contains("train.npy");
            }
        }
    }

    private void assertRefused(byte[] content, int length, String message) throws IOException {
        Path bad = folder.resolve("bad.npy");
        Files.write(bad, Arrays.copyOf(content, Math.min(length, content.length)));
        assertThatThrownBy(() -> open(bad, test)).isInstanceOf(IOException.class).hasMessageContainingAll("bad.npy", message);
    }

    private static byte[] npy(String type, String shape, byte[] elements) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        header += " ".repeat(118 - header.length() - 1) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
        try (OutputStream all = out) {
            all.write(header.getBytes(StandardCharsets.US_ASCII));
            all.write(elements);
        }
        return out.toByteArray();
    }

    private static byte[] counting(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
