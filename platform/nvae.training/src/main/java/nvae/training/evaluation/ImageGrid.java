package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Pictures in rows, for people to look at.
 *
 * @param pictures all of one size
 * @param columns pictures in a row
 */
public record ImageGrid(List<BufferedImage> pictures, int columns) {
    private static final int GAP = 2;
    private static final int GAP_COLOUR = 0x808080;
    private static final int GREY = 1;
    private static final int RGB = 3;

    /**
     * A grid of one array's images.
     *
     * @param images [N,C,H,W] in [0,1]; C is 1 (grey) or 3 (RGB)
     */
    public static ImageGrid of(NDArray images, int columns) {
        return new ImageGrid(pictures(images), columns);
    }

    /** Each image of the first array left of its counterpart in the second. */
    public static ImageGrid ofPairs(NDArray left, NDArray right, int pairsInARow) {
        List<BufferedImage> lefts = pictures(left);
        List<BufferedImage> rights = pictures(right);
        List<BufferedImage> both = new ArrayList<>();
        for (int i = 0; i < lefts.size(); i++) {
            both.add(lefts.get(i));
            both.add(rights.get(i));
        }
        return new ImageGrid(both, 2 * pairsInARow);
    }

    /** Writes a PNG file, folders included. */
    public void write(Path png) throws IOException {
        Files.createDirectories(png.toAbsolutePath().getParent());
        if (!ImageIO.write(drawn(), "png", png.toFile())) {
            throw new IOException(png + " could not be written: this Java has no PNG writer");
        }
    }

    BufferedImage drawn() {
        int width = pictures.get(0).getWidth() + GAP;
        int height = pictures.get(0).getHeight() + GAP;
        int rows = (pictures.size() + columns - 1) / columns;
        BufferedImage grid = new BufferedImage(columns * width + GAP, rows * height + GAP, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < grid.getHeight(); y++) {
            for (int x = 0; x < grid.getWidth(); x++) {
                grid.setRGB(x, y, GAP_COLOUR);
            }
        }
        for (int i = 0; i < pictures.size(); i++) {
            grid.getRaster().setRect(GAP + i % columns * width, GAP + i / columns * height, pictures.get(i).getRaster());
        }
        return grid;
    }

    private static List<BufferedImage> pictures(NDArray images) {
        int count = (int) images.getShape().get(0);
        int channels = (int) images.getShape().get(1);
        int height = (int) images.getShape().get(2);
        int width = (int) images.getShape().get(3);
        if (channels != GREY && channels != RGB) {
            throw new IllegalArgumentException("images of " + channels + " channels cannot be drawn; 1 (grey) and 3 (RGB) can");
        }
        float[] values = images.toFloatArray();
        int plane = height * width;
        List<BufferedImage> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < plane; pixel++) {
                int first = i * channels * plane + pixel;
                int next = channels == GREY ? 0 : plane;
                int rgb = level(values[first]) << 16 | level(values[first + next]) << 8 | level(values[first + 2 * next]);
                picture.setRGB(pixel % width, pixel / width, rgb);
            }
            pictures.add(picture);
        }
        return pictures;
    }

    private static int level(float value) {
        return Math.round(255 * Math.max(0, Math.min(1, value)));
    }
}
