package nvae.dataset.idx;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import nvae.api.data.ImageArray;

/**
 * The IDX format of MNIST: big-endian magic number 0x00000803, number of images, rows, columns, then one unsigned byte a pixel. Compressed
 * by gzip or not.
 */
final class IdxFile {
    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;
    private static final int MAX_SIDE = 4096;

    private IdxFile() {}

    /** Reads a file; {@code name} or {@code name.gz}, whichever is there. */
    static ImageArray read(Path folder, String name) throws IOException {
        Path plain = folder.resolve(name);
        Path compressed = folder.resolve(name + ".gz");
        Path file = Files.exists(plain) ? plain : compressed;
        if (!Files.isRegularFile(file)) {
            throw new IOException("no file " + plain + " (nor " + compressed.getFileName() + ") in " + folder.toAbsolutePath()
                    + "; put the IDX file there, or set the dataset's options 'folder', 'train' and 'test'");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    /** Reads a stream; {@code source} names it in messages. */
    static ImageArray read(InputStream stream, String source) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(decompressed(stream), 1 << 16))) {
            int magic = in.readInt();
            if (magic == LABELS) {
                throw new IOException(source + " holds labels, not images; name the images file, e.g. train-images-idx3-ubyte");
            }
            if (magic != IMAGES) {
                throw new IOException(String.format("%s is no IDX file of images: it starts with 0x%08x, not 0x%08x", source, magic, IMAGES));
            }
            int count = in.readInt();
            int height = in.readInt();
            int width = in.readInt();
            if (count <= 0 || height <= 0 || width <= 0 || height > MAX_SIDE || width > MAX_SIDE
                    || (long) count * height * width > Integer.MAX_VALUE - 8) {
                throw new IOException(source + " claims " + count + " images of " + height + "x" + width + ": its header is damaged");
            }
            return new ImageArray(pixels(in, count, height * width, source), 1, height, width);
        } catch (EOFException e) {
            throw new IOException(source + " ends inside its header: the file is cut; fetch it again", e);
        } catch (ZipException e) {
            throw new IOException(source + " has damaged compressed data (" + e.getMessage() + "); fetch it again", e);
        }
    }

    private static byte[] pixels(InputStream in, int count, int bytesPerImage, String source) throws IOException {
        int expected = count * bytesPerImage;
        byte[] pixels;
        try {
            pixels = in.readNBytes(expected);
        } catch (EOFException e) {
            throw new IOException(source + " is cut inside its compressed data; fetch it again", e);
        }
        if (pixels.length < expected) {
            throw new IOException(source + " is cut: its header says " + count + " images, but only " + pixels.length / bytesPerImage
                    + " are whole; fetch it again");
        }
        if (in.read() >= 0) {
            throw new IOException(source + " goes on after the " + count + " images that its header says: the file is damaged");
        }
        return pixels;
    }

    private static InputStream decompressed(InputStream stream) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream, 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
