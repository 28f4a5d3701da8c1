package nvae.training.data;

import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;
import nvae.api.data.ImageSet;
import nvae.api.tensor.Streams;

/**
 * Images as a model sees them: values in [0,1], padded with zeros, binarized if asked for. A pixel is binarized by (seed, epoch, image)
 * alone, so that two variants of a study see the same pixels, and so does a run that was resumed.
 *
 * @param set the images, 8 bits a channel
 * @param pad zeros added on every side
 * @param binarize whether every value becomes 0 or 1, drawn from a Bernoulli distribution with that value
 * @param bits bits of a channel that are kept, 1 to 8: a byte v becomes floor(v / 2^(8 - bits)) / (2^bits - 1)
 */
public record Images(ImageSet set, int pad, boolean binarize, int bits) {
    private static final int ALL_BITS = 8;

    /** Images of all their 8 bits. */
    public Images(ImageSet set, int pad, boolean binarize) {
        this(set, pad, binarize, ALL_BITS);
    }

    public int size() {
        return set.size();
    }

    /** [C, H + 2 pad, W + 2 pad]. */
    public Shape shape() {
        return new Shape(set.channels(), set.height() + 2L * pad, set.width() + 2L * pad);
    }

    /**
     * These images, one after another.
     *
     * @param indices which images, in this order
     * @param from the first entry of {@code indices} to use
     * @param count how many entries to use
     */
    public Batch batch(int[] indices, int from, int count, long seed, long epoch) {
        int imageSize = Math.toIntExact(shape().size());
        float[] values = new float[count * imageSize];
        byte[] bytes = new byte[set.channels() * set.height() * set.width()];
        for (int i = 0; i < count; i++) {
            int index = indices[from + i];
            set.read(index, bytes, 0);
            RandomGenerator random = binarize ? Streams.of(seed, epoch, "pixels" + index) : null;
            place(bytes, random, values, i * imageSize);
        }
        return new Batch(values, new Shape(count).addAll(shape()));
    }

    private void place(byte[] bytes, RandomGenerator random, float[] target, int offset) {
        int paddedWidth = set.width() + 2 * pad;
        int paddedHeight = set.height() + 2 * pad;
        int dropped = ALL_BITS - bits;
        float largest = (1 << bits) - 1;
        int source = 0;
        for (int c = 0; c < set.channels(); c++) {
            for (int y = 0; y < set.height(); y++) {
                int row = offset + (c * paddedHeight + y + pad) * paddedWidth + pad;
                for (int x = 0; x < set.width(); x++) {
                    float value = (Byte.toUnsignedInt(bytes[source++]) >> dropped) / largest;
                    target[row + x] = random == null ? value : random.nextFloat() < value ? 1 : 0;
                }
            }
        }
    }
}
