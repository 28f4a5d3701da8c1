package nvae.dataset.imagefolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import nvae.testkit.DamagedFiles;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to an image file, it is read or refused in words. */
class DamagedImagesTest {
    private static final int INPUTS = 150;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void ofEachFormat(String format) throws IOException {
        Path file = folder.resolve("image." + format);
        Framing framing = new Framing(8, 0, 3);
        assertThat(DamagedFiles.give(noise(format), INPUTS, content -> {
            Files.write(file, content);
            try {
                framing.read(file, new byte[framing.bytes()], 0);
                return true;
            } catch (UncheckedIOException e) {
                assertThat(e.getCause()).hasMessageStartingWith(file.toString());
                return false;
            }
        })).isBetween(1, INPUTS - 1);
    }

    private static byte[] noise(String format) throws IOException {
        BufferedImage image = new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 120; i++) {
            image.setRGB(i % 12, i / 12, random.nextInt());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, format, file);
        return file.toByteArray();
    }
}
