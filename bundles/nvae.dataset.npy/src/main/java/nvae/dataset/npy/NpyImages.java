package nvae.dataset.npy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import nvae.api.data.FileBytes;
import nvae.api.data.ImageArray;
import nvae.api.data.ImageSet;

/** Reads images from a NumPy array: bytes 0 to 255, or floats in [0,1] which become bytes; [N,H,W], [N,H,W,C] or [N,C,H,W]. */
final class NpyImages {
    private static final String BYTES = "|u1";

    private NpyImages() {}

    /** Images of {@code file}, an .npy, or of the member {@code key} of an .npz. Bytes in an .npy are read only when they are asked for. */
    static ImageSet read(Path file, String key) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no file " + file.toAbsolutePath() + "; set the dataset's options 'train' and 'test'");
        }
        boolean archive = file.toString().endsWith(".npz");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return archive ? member(in, file, key) : file(in, file);
        } catch (ZipException | EOFException e) {
            throw new IOException(file + " is cut or damaged (" + e.getMessage() + "); fetch it again", e);
        }
    }

    private static ImageArray member(InputStream in, Path file, String key) throws IOException {
        StringBuilder names = new StringBuilder();
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(key + ".npy")) {
                return array(zip, file + ":" + key);
            }
            names.append(names.isEmpty() ? "" : ", ").append(entry.getName().replaceAll("\\.npy$", ""));
        }
        throw new IOException(file + " has no array '" + key + "'; it has: " + (names.isEmpty() ? "nothing" : names)
                + ". Set the options 'trainKey' and 'testKey'");
    }

    private static ImageSet file(InputStream stream, Path file) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        String source = file.toString();
        NpyHeader header = NpyHeader.read(in, source);
        return header.type().equals(BYTES)
                ? MappedImages.of(FileBytes.map(file), header.size(), Layout.of(header, source))
                : array(in, header, source);
    }

    private static ImageArray array(InputStream stream, String source) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        return array(in, NpyHeader.read(in, source), source);
    }

    private static ImageArray array(DataInputStream in, NpyHeader header, String source) throws IOException {
        Layout layout = Layout.of(header, source);
        byte[] pixels = switch (header.type()) {
            case BYTES -> bytes(in, layout, 1, source);
            case "<f4", "<f8" -> fromFloats(bytes(in, layout, header.type().charAt(2) - '0', source), header.type(), source);
            default -> throw new IOException(source + " has elements of type " + header.type() + "; images are uint8, or float in [0,1]");
        };
        return new ImageArray(layout.toChannelsFirst(pixels), layout.channels(), layout.height(), layout.width());
    }

    private static byte[] bytes(InputStream in, Layout layout, int size, String source) throws IOException {
        long expected = size * (long) layout.count() * layout.bytesPerImage();
        if (expected > Integer.MAX_VALUE - 8) {
            throw new IOException(source + " claims " + expected + " bytes, more than fit in memory at once; save it as bytes (uint8) in an .npy file, which may have any size");
        }
        byte[] raw = in.readNBytes((int) expected);
        if (raw.length < expected) {
            throw new IOException(source + " is cut: its header says " + layout.count() + " images, but only "
                    + raw.length / (size * layout.bytesPerImage()) + " are whole");
        }
        return raw;
    }

    private static byte[] fromFloats(byte[] raw, String type, String source) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        int size = type.equals("<f4") ? Float.BYTES : Double.BYTES;
        byte[] pixels = new byte[raw.length / size];
        for (int i = 0; i < pixels.length; i++) {
            double value = size == Float.BYTES ? buffer.getFloat(i * size) : buffer.getDouble(i * size);
            if (!(value >= 0 && value <= 1)) {
                throw new IOException(source + " has the value " + value + "; images of floats have values in [0,1]: scale them, or save bytes");
            }
            pixels[i] = (byte) Math.round(255 * value);
        }
        return pixels;
    }
}
