package nvae.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
    private final NDManager manager = NDManager.newBaseManager();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void imagesStandRowByRow() throws IOException {
        Path png = folder.resolve("samples/grid.png");
        ImageGrid.of(manager.create(new float[] {0, 0.2f, 1}, new Shape(3, 1, 1, 1)), 2).write(png);

        BufferedImage grid = ImageIO.read(png.toFile());
        assertThat(grid.getWidth()).isEqualTo(8);
        assertThat(grid.getHeight()).isEqualTo(8);
        assertThat(colour(grid, 2, 2)).isEqualTo(0x000000);
        assertThat(colour(grid, 5, 2)).isEqualTo(0x333333);
        assertThat(colour(grid, 2, 5)).isEqualTo(0xffffff);
        assertThat(colour(grid, 5, 5)).isEqualTo(0x808080);
    }

    @Test
    void threeChannelsAreRedGreenAndBlue() {
        float[] redGreenBlue = {1, 0.2f, 0};
        BufferedImage grid = ImageGrid.of(manager.create(redGreenBlue, new Shape(1, 3, 1, 1)), 1).drawn();
        assertThat(colour(grid, 2, 2)).isEqualTo(0xff3300);
    }

    @Test
    void pairsStandSideBySide() {
        BufferedImage grid = ImageGrid.ofPairs(manager.zeros(new Shape(2, 1, 1, 1)), manager.ones(new Shape(2, 1, 1, 1)), 1).drawn();
        assertThat(colour(grid, 2, 5)).isZero();
        assertThat(colour(grid, 5, 5)).isEqualTo(0xffffff);
    }

    @Test
    void valuesBeyondTheRangeAreCut() {
        BufferedImage grid = ImageGrid.of(manager.create(new float[] {-1, 2}, new Shape(2, 1, 1, 1)), 2).drawn();
        assertThat(colour(grid, 2, 2)).isZero();
        assertThat(colour(grid, 5, 2)).isEqualTo(0xffffff);
    }

    @Test
    void imagesOfOtherChannelsCannotBeDrawn() {
        assertThatThrownBy(() -> ImageGrid.of(manager.zeros(new Shape(1, 2, 1, 1)), 1)).hasMessageContaining("2 channels");
    }

    private static int colour(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xffffff;
    }
}
