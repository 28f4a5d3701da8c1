package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * Images row by row in one large image, for people to look at.
 *
 * @param values of the large image, [C,H,W]
 * @param channels C: 1 (grey) or 3 (RGB)
 * @param height H, in pixels
 * @param width W, in pixels
 */
public record ImageGrid(float[] values, int channels, int height, int width) {
    private static final int GAP = 2;
    private static final float GAP_VALUE = 128 / 255f;
    private static final int GREY = 1;
    private static final int RGB = 3;

    /**
     * A grid of one array's images, with narrow grey gaps between them.
     *
     * @param images [N,C,H,W] in [0,1]; C is 1 (grey) or 3 (RGB)
     * @param columns images in a row
     */
    public static ImageGrid of(NDArray images, int columns) {
        return of(images.getShape(), images.toFloatArray(), columns, GAP);
    }

    /** The same of images on the Java heap. */
    public static ImageGrid of(float[] images, Shape shape, int columns) {
        return of(shape, images, columns, GAP);
    }

    /** The images alone, without gaps. */
    public static ImageGrid gapless(NDArray images, int columns) {
        return of(images.getShape(), images.toFloatArray(), columns, 0);
    }

    /** Each image of the first array left of its counterpart in the second. */
    public static ImageGrid ofPairs(NDArray left, NDArray right, int pairsInARow) {
        NDArray both = left.expandDims(1).concat(right.expandDims(1), 1);
        Shape shape = left.getShape();
        return of(new Shape(2 * shape.get(0), shape.get(1), shape.get(2), shape.get(3)), both.toFloatArray(), 2 * pairsInARow, GAP);
    }

    private static ImageGrid of(Shape shape, float[] images, int columns, int gap) {
        int count = (int) shape.get(0);
        int channels = (int) shape.get(1);
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        if (channels != GREY && channels != RGB) {
            throw new IllegalArgumentException("images of " + channels + " channels cannot be drawn; 1 (grey) and 3 (RGB) can");
        }
        int rows = (count + columns - 1) / columns;
        int gridHeight = rows * (height + gap) + gap;
        int gridWidth = columns * (width + gap) + gap;
        float[] grid = new float[channels * gridHeight * gridWidth];
        Arrays.fill(grid, GAP_VALUE);
        for (int line = 0; line < count * channels * height; line++) {
            int y = line % height;
            int channel = line / height % channels;
            int image = line / height / channels;
            int top = gap + image / columns * (height + gap);
            int left = gap + image % columns * (width + gap);
            System.arraycopy(images, line * width, grid, (channel * gridHeight + top + y) * gridWidth + left, width);
        }
        return new ImageGrid(grid, channels, gridHeight, gridWidth);
    }

    /** Writes a PNG file, folders included. */
    public void write(Path png) throws IOException {
        Files.createDirectories(png.toAbsolutePath().getParent());
        if (!ImageIO.write(drawn(), "png", png.toFile())) {
            throw new IOException(png + " could not be written: this Java has no PNG writer");
        }
    }

    BufferedImage drawn() {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int plane = height * width;
        int next = channels == GREY ? 0 : plane;
        for (int pixel = 0; pixel < plane; pixel++) {
            int rgb = level(values[pixel]) << 16 | level(values[pixel + next]) << 8 | level(values[pixel + 2 * next]);
            picture.setRGB(pixel % width, pixel / width, rgb);
        }
        return picture;
    }

    private static int level(float value) {
        return Math.round(255 * Math.max(0, Math.min(1, value)));
    }
}
