package nvae.api.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes PNG, JPEG, BMP and GIF files as datasets hold them. */
public final class EncodedImage {
    /** A few bytes can claim any size: what is larger is refused before memory is taken for it. */
    private static final long MOST_PIXELS = 1L << 26;

    private EncodedImage() {}

    /**
     * Decodes one file.
     *
     * @param source names it in messages
     * @throws IOException if it is of no such format, damaged, or larger than 67 million pixels; the message begins with its name
     */
    public static BufferedImage read(InputStream file, String source) throws IOException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("it is no image that can be read: neither PNG, JPEG, BMP nor GIF");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                requireFit(reader.getWidth(0), reader.getHeight(0));
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(source + " cannot be read (" + e.getMessage() + "); remove it, or save it again", e);
        }
    }

    private static void requireFit(int width, int height) throws IOException {
        if (width <= 0 || height <= 0 || (long) width * height > MOST_PIXELS) {
            throw new IOException("it claims to be " + width + "x" + height);
        }
    }
}
