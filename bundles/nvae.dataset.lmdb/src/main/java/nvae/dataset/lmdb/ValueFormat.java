package nvae.dataset.lmdb;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import nvae.api.data.EncodedImage;

/** How a value becomes the pixels of an image. */
interface ValueFormat {

    /**
     * The pixels in C,H,W order.
     *
     * @param name of the image, for messages
     */
    Pixels pixels(byte[] value, String name) throws IOException;

    /** An image's bytes in C,H,W order. */
    record Pixels(byte[] bytes, int channels, int height, int width) {

        boolean hasSizeOf(Pixels other) {
            return channels == other.channels && height == other.height && width == other.width;
        }
    }

    /** Whether a value begins as PNG, JPEG and GIF files do. (Two bytes, all that a BMP file begins with, are too few to tell it from pixels.) */
    static boolean isEncoded(byte[] value) {
        return value.length > 3
                && (value[0] == (byte) 0x89 && value[1] == 'P' && value[2] == 'N' && value[3] == 'G'
                        || value[0] == (byte) 0xff && value[1] == (byte) 0xd8 && value[2] == (byte) 0xff
                        || value[0] == 'G' && value[1] == 'I' && value[2] == 'F' && value[3] == '8');
    }

    /** A PNG, JPEG, GIF or BMP file. */
    record Encoded(int channels) implements ValueFormat {

        @Override
        public Pixels pixels(byte[] value, String name) throws IOException {
            BufferedImage image = EncodedImage.read(new ByteArrayInputStream(value), name);
            int width = image.getWidth();
            int height = image.getHeight();
            int area = width * height;
            int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
            byte[] bytes = new byte[channels * area];
            for (int i = 0; i < area; i++) {
                int red = rgb[i] >> 16 & 255;
                int green = rgb[i] >> 8 & 255;
                int blue = rgb[i] & 255;
                if (channels == 1) {
                    // Rec. 601 luma, as PIL's convert('L') computes it.
                    bytes[i] = (byte) ((red * 299 + green * 587 + blue * 114 + 500) / 1000);
                } else {
                    bytes[i] = (byte) red;
                    bytes[area + i] = (byte) green;
                    bytes[2 * area + i] = (byte) blue;
                }
            }
            return new Pixels(bytes, channels, height, width);
        }
    }

    /**
     * Plain bytes.
     *
     * @param height 0 for a square image
     * @param channelsLast whether the channels of a pixel stand together
     */
    record Raw(int channels, int height, boolean channelsLast) implements ValueFormat {

        @Override
        public Pixels pixels(byte[] value, String name) throws IOException {
            int area = value.length / channels;
            int rows = height > 0 ? height : (int) Math.round(Math.sqrt(area));
            if (rows == 0 || value.length == 0 || value.length % (channels * rows) != 0 || height == 0 && rows * rows != area) {
                throw new IOException(name + " has " + value.length + " bytes, which are no "
                        + (height > 0 ? "image of height " + height : "square image") + " with " + channels
                        + (channels == 1 ? " channel" : " channels") + "; set the dataset's options 'values', 'channels' and 'height'");
            }
            return new Pixels(channelsLast ? planes(value, area) : value, channels, rows, area / rows);
        }

        private byte[] planes(byte[] value, int area) {
            byte[] planes = new byte[value.length];
            for (int i = 0; i < value.length; i++) {
                planes[i % channels * area + i / channels] = value[i];
            }
            return planes;
        }
    }
}
