package nvae.training.data;

import java.util.SplittableRandom;
import nvae.api.data.ImageSet;

/** Grey images of random pixels; image i is the same in every set. */
record RandomImages(int size, int channels, int height, int width) implements ImageSet {

    @Override
    public void read(int index, byte[] target, int offset) {
        byte[] pixels = new byte[channels * height * width];
        new SplittableRandom(index).nextBytes(pixels);
        System.arraycopy(pixels, 0, target, offset, pixels.length);
    }
}
