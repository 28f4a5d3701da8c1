package nvae.dataset.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import nvae.api.data.Dataset;
import nvae.api.data.ImageSet;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what LMDB itself has written. */
class LmdbDatasetTest extends DatasetContract {
    private static final int SIDE = 6;
    private static final int MANY = 1500;

    @TempDir
    Path folder;

    @BeforeEach
    void rawColourImagesAsInTheField() throws IOException {
        Map<String, byte[]> train = new LinkedHashMap<>();
        for (int i = 0; i < MANY; i++) {
            train.put(String.valueOf(i), raw(i));
        }
        train.put("__len__", "1500".getBytes(UTF_8));
        Lmdb.write(folder.resolve("train.lmdb"), null, train);
        Lmdb.write(folder.resolve("validation.lmdb"), null, Map.of("0", raw(7), "1", raw(8)));
    }

    @Override
    protected Dataset open() throws IOException {
        return open(Map.of());
    }

    private Dataset open(Map<String, Object> options) throws IOException {
        Map<String, Object> all = new HashMap<>(options);
        all.putIfAbsent("train", folder.resolve("train.lmdb").toString());
        all.putIfAbsent("test", folder.resolve("validation.lmdb").toString());
        return new LmdbDataset().open(Options.of(all));
    }

    @Test
    void keysOfDigitsAreSortedAsNumbersAndChannelsComeFirst() throws IOException {
        try (Dataset dataset = open()) {
            ImageSet train = dataset.train();
            assertThat(train.size()).isEqualTo(MANY);
            assertThat(new int[] {train.channels(), train.height(), train.width()}).containsExactly(3, SIDE, SIDE);
            for (int i : new int[] {0, 2, 10, 999, MANY - 1}) {
                assertThat(image(train, i)).as("image %d", i).isEqualTo(planes(raw(i)));
            }
        }
    }

    @Test
    void readsEncodedImagesGreyOrColoured() throws IOException {
        byte[] large = png(64, 64, true);
        Path images = Lmdb.write(folder.resolve("png"), null, Map.of("a.png", large, "b.png", png(64, 64, false)));
        Map<String, Object> options = Map.of("train", images.toString(), "test", images.resolve("data.mdb").toString(),
                "trainKeys", "a.*", "testKeys", "b.*");
        assertThat(large.length).as("lies on pages of its own").isGreaterThan(4096);
        try (Dataset dataset = open(options)) {
            BufferedImage expected = ImageIO.read(new java.io.ByteArrayInputStream(large));
            byte[] pixels = image(dataset.train(), 0);
            assertThat(pixels).hasSize(3 * 64 * 64);
            assertThat(pixels[5]).isEqualTo((byte) (expected.getRGB(5, 0) >> 16));
            assertThat(pixels[2 * 4096 + 64]).isEqualTo((byte) expected.getRGB(0, 1));
        }
        Map<String, Object> grey = new HashMap<>(options);
        grey.put("channels", 1);
        try (Dataset dataset = open(grey)) {
            assertThat(image(dataset.test(), 0)).hasSize(64 * 64).containsOnly(76);
        }
    }

    @Test
    void readsANamedTable() throws IOException {
        Path named = Lmdb.write(folder.resolve("named"), "images", Map.of("0", raw(1), "1", raw(2)));
        String path = named.toString();
        try (Dataset dataset = open(Map.of("train", path, "test", path, "table", "images"))) {
            assertThat(image(dataset.train(), 1)).isEqualTo(planes(raw(2)));
        }
        assertThatThrownBy(() -> open(Map.of("train", path, "test", path, "table", "pictures")))
                .isInstanceOf(IOException.class).hasMessageContainingAll("no table 'pictures'", "images", "option 'table'");
        assertThatThrownBy(() -> open(Map.of("train", path, "test", path)))
                .isInstanceOf(IOException.class).hasMessageContaining("no entries");
    }

    @Test
    void readsPlanesAndOblongImages() throws IOException {
        byte[] planes = new byte[3 * 2 * 4];
        new Random(1).nextBytes(planes);
        Path oblong = Lmdb.write(folder.resolve("oblong"), null, Map.of("0", planes));
        try (Dataset dataset = open(Map.of("train", oblong.toString(), "test", oblong.toString(), "height", 2, "layout", "chw"))) {
            assertThat(dataset.train().height()).isEqualTo(2);
            assertThat(dataset.train().width()).isEqualTo(4);
            assertThat(image(dataset.train(), 0)).isEqualTo(planes);
        }
        assertThatThrownBy(() -> open(Map.of("train", oblong.toString(), "test", oblong.toString())))
                .isInstanceOf(IOException.class).hasMessageContainingAll("key 0", "24 bytes", "no square image with 3 channels", "'height'");
    }

    @Test
    void theDigestIsOfTheEntriesAndNotOfThePagesTheyLieOn() throws IOException {
        String digest = open().digest();
        Map<String, byte[]> again = new LinkedHashMap<>();
        for (int i = MANY - 1; i >= 0; i--) {
            again.put(String.valueOf(i), raw(i));
        }
        Path other = Lmdb.write(folder.resolve("again"), null, again);
        assertThat(Files.readAllBytes(other.resolve("data.mdb"))).isNotEqualTo(Files.readAllBytes(folder.resolve("train.lmdb/data.mdb")));
        assertThat(open(Map.of("train", other.toString())).digest()).isEqualTo(digest);
        Lmdb.write(folder.resolve("validation.lmdb"), null, Map.of("1", raw(9)));
        assertThat(open().digest()).isNotEqualTo(digest);
    }

    @Test
    void whatIsNotThereOrNoLmdbFileIsNamed() throws IOException {
        assertThatThrownBy(() -> open(Map.of("train", folder + "/none"))).isInstanceOf(IOException.class).hasMessageContaining("no LMDB file");
        Path text = Files.writeString(folder.resolve("text"), "This is no LMDB file, but it is longer than its header. ".repeat(9));
        assertThatThrownBy(() -> open(Map.of("train", text.toString()))).isInstanceOf(IOException.class).hasMessageContaining("is no LMDB file");
        assertThatThrownBy(() -> open(Map.of("trainKeys", "image-.*")))
                .isInstanceOf(IOException.class).hasMessageContainingAll("no key like image-.*", "option 'trainKeys'", "1000");
        assertThatThrownBy(() -> open(Map.of("trainKeys", "[")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no regular expression");
    }

    @Test
    void anImageOfAnotherSizeIsNamedWhenItIsRead() throws IOException {
        Path odd = Lmdb.write(folder.resolve("odd"), null, Map.of("0", raw(0), "1", new byte[27]));
        try (Dataset dataset = open(Map.of("train", odd.toString()))) {
            assertThatThrownBy(() -> image(dataset.train(), 1)).hasMessageContainingAll("key 1", "is 3x3", "6x6");
        }
    }

    @Test
    void aDamagedFileGivesAMessageOrTheImagesNeverACrash() throws IOException {
        Path file = folder.resolve("train.lmdb/data.mdb");
        byte[] whole = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.mdb");
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] bytes = whole.clone();
            if (round % 3 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                int from = round % 3 == 1 ? random.nextInt(8192) : random.nextInt(bytes.length);
                for (int i = from; i < Math.min(bytes.length, from + 1 + random.nextInt(64)); i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
            // A new file each time: the old one may still be mapped.
            Path next = Files.write(folder.resolve("part"), bytes);
            Files.move(next, damaged, StandardCopyOption.REPLACE_EXISTING);
            try (Dataset dataset = open(Map.of("train", damaged.toString()))) {
                for (int i = 0; i < dataset.train().size(); i += 50) {
                    image(dataset.train(), i);
                }
                dataset.digest();
            } catch (IOException | java.io.UncheckedIOException e) {
                assertThat(e.getMessage()).contains("damaged.mdb");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    private static byte[] raw(int seed) {
        byte[] bytes = new byte[3 * SIDE * SIDE];
        new Random(seed).nextBytes(bytes);
        bytes[0] = 1;
        return bytes;
    }

    private static byte[] planes(byte[] pixels) {
        byte[] planes = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            planes[i % 3 * SIDE * SIDE + i / 3] = pixels[i];
        }
        return planes;
    }

    private static byte[] image(ImageSet set, int index) {
        byte[] image = new byte[set.channels() * set.height() * set.width()];
        set.read(index, image, 0);
        return image;
    }

    /** Random colours, or plain red. */
    private static byte[] png(int width, int height, boolean noise) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(2);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, noise ? random.nextInt(1 << 24) : 0xff0000);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
