package nvae.model;

/**
 * The images that a model is for.
 *
 * @param channels C
 * @param height H of the images themselves, without padding
 * @param width W of the images themselves, without padding
 * @param pad zeros added on each side before the model sees an image; the likelihood leaves them out
 */
public record ImageFormat(int channels, int height, int width, int pad) {
    public ImageFormat {
        if (channels < 1 || height < 1 || width < 1 || pad < 0) {
            throw new IllegalArgumentException(
                    "images of " + channels + "x" + height + "x" + width + " padded by " + pad + " do not exist");
        }
    }

    /** H of what the model is given. */
    public int paddedHeight() {
        return height + 2 * pad;
    }

    /** W of what the model is given. */
    public int paddedWidth() {
        return width + 2 * pad;
    }

    /** Numbers in one image, without padding: what bits per dimension are counted over. */
    public int dimensions() {
        return channels * height * width;
    }
}
