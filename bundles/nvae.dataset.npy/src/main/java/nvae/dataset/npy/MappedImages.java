package nvae.dataset.npy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import nvae.api.data.FileBytes;
import nvae.api.data.ImageSet;

/**
 * Images of bytes that stay in their file.
 *
 * @param start of the first image in the file
 */
record MappedImages(FileBytes file, long start, Layout layout) implements ImageSet {

    static MappedImages of(FileBytes file, long start, Layout layout) throws IOException {
        long whole = (file.size() - start) / layout.bytesPerImage();
        if (whole < layout.count()) {
            throw new IOException(file.file() + " is cut: its header says " + layout.count() + " images, but only " + whole + " are whole");
        }
        return new MappedImages(file, start, layout);
    }

    @Override
    public int size() {
        return layout.count();
    }

    @Override
    public int channels() {
        return layout.channels();
    }

    @Override
    public int height() {
        return layout.height();
    }

    @Override
    public int width() {
        return layout.width();
    }

    @Override
    public void read(int index, byte[] target, int offset) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("image " + index + " of " + size());
        }
        int bytes = (int) layout.bytesPerImage();
        try {
            byte[] image = layout.toChannelsFirst(file.read(start + (long) index * bytes, bytes));
            System.arraycopy(image, 0, target, offset, bytes);
        } catch (EOFException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
