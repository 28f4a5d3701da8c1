package nvae.dataset.lmdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import nvae.api.data.ImageSet;

/**
 * Images that are read and decoded when they are asked for.
 *
 * @param like an image of the size that all must have
 */
record LmdbImages(Entries entries, ValueFormat format, ValueFormat.Pixels like) implements ImageSet {

    @Override
    public int size() {
        return entries.keys().size();
    }

    @Override
    public int channels() {
        return like.channels();
    }

    @Override
    public int height() {
        return like.height();
    }

    @Override
    public int width() {
        return like.width();
    }

    /** @throws UncheckedIOException if the image is damaged or of another size; the message names its file and key */
    @Override
    public void read(int index, byte[] target, int offset) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("image " + index + " of " + size());
        }
        try {
            byte[] bytes = checked(index).bytes();
            System.arraycopy(bytes, 0, target, offset, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** One image's pixels, if it has the size of all. */
    ValueFormat.Pixels checked(int index) throws IOException {
        ValueFormat.Pixels pixels = format.pixels(entries.value(index), entries.name(index));
        if (!pixels.hasSizeOf(like)) {
            throw new IOException("%s is %dx%d, but the first training image is %dx%d; all images must be of one size".formatted(
                    entries.name(index), pixels.height(), pixels.width(), like.height(), like.width()));
        }
        return pixels;
    }
}
