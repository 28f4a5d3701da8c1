package nvae.dataset.imagefolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import nvae.api.data.Dataset;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderDatasetTest extends DatasetContract {

    @TempDir
    Path folder;

    @BeforeEach
    void colouredImagesOfSeveralKindsAndSizes() throws IOException {
        write("train/b/red.png", 8, 8, 0xff0000);
        write("train/a/green.png", 20, 12, 0x00ff00);
        write("train/grey.jpg", 9, 9, 0x808080);
        write("test/blue.png", 40, 40, 0x0000ff);
        Files.writeString(folder.resolve("train/notes.txt"), "not an image");
    }

    @Override
    protected Dataset open() throws IOException {
        return open(Map.of());
    }

    private Dataset open(Map<String, Object> options) throws IOException {
        Map<String, Object> all = new HashMap<>(options);
        all.putIfAbsent("train", folder.resolve("train").toString());
        all.putIfAbsent("test", folder.resolve("test").toString());
        all.putIfAbsent("size", 8);
        return new ImageFolderDataset().open(Options.of(all));
    }

    @Test
    void readsSubFoldersInTheOrderOfPathsAndPlanesInTheOrderRedGreenBlue() throws IOException {
        Dataset dataset = open();
        assertThat(dataset.train().size()).isEqualTo(3);
        byte[] green = new byte[3 * 64];
        dataset.train().read(0, green, 0);
        assertThat(Arrays.copyOfRange(green, 0, 64)).containsOnly(0);
        assertThat(Arrays.copyOfRange(green, 64, 128)).containsOnly(-1);
        assertThat(Arrays.copyOfRange(green, 128, 192)).containsOnly(0);
    }

    @Test
    void greyIsLuma() throws IOException {
        byte[] red = new byte[64];
        open(Map.of("channels", 1)).train().read(1, red, 0);
        assertThat(red).containsOnly(76);
    }

    @Test
    void cutsTheMiddle() throws IOException {
        BufferedImage framed = new BufferedImage(10, 6, BufferedImage.TYPE_INT_RGB);
        for (int y = 2; y < 4; y++) {
            for (int x = 4; x < 6; x++) {
                framed.setRGB(x, y, 0xffffff);
            }
        }
        ImageIO.write(framed, "png", folder.resolve("test/blue.png").toFile());
        byte[] image = new byte[3 * 4];
        open(Map.of("crop", 2, "size", 2)).test().read(0, image, 0);
        assertThat(image).containsOnly(-1);
        assertThatThrownBy(() -> open(Map.of("crop", 7))).isInstanceOf(IOException.class).hasMessageContaining("too small for the option 'crop'");
    }

    @Test
    void aLargeDatasetIsDecodedImageByImageAndKnownByItsFiles() throws IOException {
        int side = 1024;
        for (int i = 0; i < ImageFolderDataset.IN_MEMORY / (3L * side * side) + 1; i++) {
            write("train/many/" + i + ".png", 2, 2, i % 2 == 0 ? 0xff0000 : 0x00ff00);
        }
        String digest;
        try (Dataset dataset = open(Map.of("size", side))) {
            byte[] green = new byte[3 * side * side];
            dataset.train().read(0, green, 0);
            assertThat(green[side * side]).isEqualTo((byte) -1);
            digest = dataset.digest();
        }
        assertThat(open(Map.of("size", side)).digest()).isEqualTo(digest);
        Files.writeString(folder.resolve("train/many/7.png"), "hello");
        try (Dataset dataset = open(Map.of("size", side))) {
            assertThat(dataset.digest()).isNotEqualTo(digest);
            byte[] image = new byte[3 * side * side];
            assertThatThrownBy(() -> {
                for (int i = 0; i < dataset.train().size(); i++) {
                    dataset.train().read(i, image, 0);
                }
            }).hasMessageContainingAll("7.png", "no image that can be read");
        }
    }

    @Test
    void damagedAndMissingFilesAreNamed() throws IOException {
        Path broken = folder.resolve("test/broken.png");
        byte[] whole = Files.readAllBytes(folder.resolve("test/blue.png"));
        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("broken.png");
        Files.writeString(broken, "hello");
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContainingAll("broken.png", "no image that can be read");
        assertThatThrownBy(() -> open(Map.of("train", folder + "/none"))).isInstanceOf(IOException.class).hasMessageContaining("no folder");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> open(Map.of("train", empty.toString()))).isInstanceOf(IOException.class).hasMessageContaining("no image in");
    }

    private void write(String name, int width, int height, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, rgb);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    }
}
