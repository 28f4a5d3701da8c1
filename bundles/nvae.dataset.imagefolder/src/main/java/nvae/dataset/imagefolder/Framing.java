package nvae.dataset.imagefolder;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nvae.api.data.EncodedImage;

/**
 * How an image file becomes pixels.
 *
 * @param size side of the result
 * @param crop side of the central square that is cut out first; 0 for the largest
 * @param channels 1 for grey, 3 for colour
 */
record Framing(int size, int crop, int channels) {

    int bytes() {
        return channels * size * size;
    }

    /** Reads one file to {@code target} from {@code offset} on, in C,H,W order. */
    void read(Path file, byte[] target, int offset) {
        BufferedImage image = resized(square(decode(file), file));
        int area = size * size;
        int[] rgb = image.getRGB(0, 0, size, size, null, 0, size);
        for (int i = 0; i < area; i++) {
            int red = rgb[i] >> 16 & 255;
            int green = rgb[i] >> 8 & 255;
            int blue = rgb[i] & 255;
            if (channels == 1) {
                // Rec. 601 luma, as PIL's convert('L') computes it.
                target[offset + i] = (byte) ((red * 299 + green * 587 + blue * 114 + 500) / 1000);
            } else {
                target[offset + i] = (byte) red;
                target[offset + area + i] = (byte) green;
                target[offset + 2 * area + i] = (byte) blue;
            }
        }
    }

    private static BufferedImage decode(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return EncodedImage.read(in, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedImage square(BufferedImage image, Path file) {
        int largest = Math.min(image.getWidth(), image.getHeight());
        if (crop > largest) {
            throw new UncheckedIOException(new IOException(file + " is " + image.getWidth() + "x" + image.getHeight()
                    + ": too small for the option 'crop' of " + crop));
        }
        int side = crop == 0 ? largest : crop;
        return image.getSubimage((image.getWidth() - side) / 2, (image.getHeight() - side) / 2, side, side);
    }

    /** Halves until near the wanted size, then interpolates, so that no pixel of the original is skipped. */
    private BufferedImage resized(BufferedImage square) {
        BufferedImage current = square;
        while (current.getWidth() >= 2 * size && current.getWidth() > 1) {
            current = drawn(current, Math.max(size, current.getWidth() / 2));
        }
        return drawn(current, size);
    }

    private static BufferedImage drawn(BufferedImage image, int side) {
        BufferedImage result = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, side, side, null);
        graphics.dispose();
        return result;
    }
}
