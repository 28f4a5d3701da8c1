package nvae.api.data;

/** Images held in memory, one after the other, each in C,H,W order. */
public final class ImageArray implements ImageSet {
    private final byte[] pixels;
    private final int size;
    private final int channels;
    private final int height;
    private final int width;

    /**
     * Takes the pixels as they are, without a copy.
     *
     * @throws IllegalArgumentException if the pixels are no whole number of images
     */
    public ImageArray(byte[] pixels, int channels, int height, int width) {
        int bytes = channels * height * width;
        if (bytes <= 0 || pixels.length % bytes != 0) {
            throw new IllegalArgumentException(
                    pixels.length + " bytes are no whole number of " + channels + "x" + height + "x" + width + " images");
        }
        this.pixels = pixels;
        this.size = pixels.length / bytes;
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void read(int index, byte[] target, int offset) {
        int bytes = channels * height * width;
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("image " + index + " of " + size);
        }
        System.arraycopy(pixels, index * bytes, target, offset, bytes);
    }

    /**
     * SHA-256 in hex over the sets' sizes and pixels: the same whether the files were compressed or not. What {@link Dataset#digest()} of a
     * dataset held in memory returns.
     */
    public static String digest(ImageArray... sets) {
        return ImagesDigest.of(sets);
    }
}
