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
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import nvae.api.data.ImageArray;

/** Reads images from a NumPy array: bytes 0 to 255, or floats in [0,1] which become bytes; [N,H,W], [N,H,W,C] or [N,C,H,W]. */
final class NpyImages {
    private static final int MAX_CHANNELS = 4;

    private NpyImages() {}

    /** Reads {@code file}, an .npy, or the member {@code key} of an .npz. */
    static ImageArray read(Path file, String key) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no file " + file.toAbsolutePath() + "; set the dataset's options 'train' and 'test'");
        }
        boolean archive = file.toString().endsWith(".npz");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return archive ? member(in, file, key) : array(in, file.toString());
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

    private static ImageArray array(InputStream stream, String source) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        NpyHeader header = NpyHeader.read(in, source);
        Layout layout = Layout.of(header, source);
        byte[] pixels = switch (header.type()) {
            case "|u1" -> bytes(in, layout, 1, source);
            case "<f4", "<f8" -> fromFloats(bytes(in, layout, header.type().charAt(2) - '0', source), header.type(), source);
            default -> throw new IOException(source + " has elements of type " + header.type() + "; images are uint8, or float in [0,1]");
        };
        return new ImageArray(layout.toChannelsFirst(pixels), layout.channels, layout.height, layout.width);
    }

    private static byte[] bytes(InputStream in, Layout layout, int size, String source) throws IOException {
        long expected = size * (long) layout.count * layout.bytesPerImage();
        if (expected > Integer.MAX_VALUE - 8) {
            throw new IOException(source + " claims " + expected + " bytes, more than fit in memory at once; split the array");
        }
        byte[] raw = in.readNBytes((int) expected);
        if (raw.length < expected) {
            throw new IOException(source + " is cut: its header says " + layout.count + " images, but only "
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

    /** Where the channels are. A dimension of at most four is taken for them: the last if it is one, else the second. */
    private record Layout(int count, int channels, int height, int width, boolean channelsLast) {

        static Layout of(NpyHeader header, String source) throws IOException {
            long[] s = header.shape();
            for (long size : s) {
                if (size <= 0 || size > Integer.MAX_VALUE) {
                    throw new IOException(source + " has a dimension of " + size);
                }
            }
            if (s.length == 3) {
                return new Layout((int) s[0], 1, (int) s[1], (int) s[2], false);
            }
            if (s.length == 4 && s[3] <= MAX_CHANNELS) {
                return new Layout((int) s[0], (int) s[3], (int) s[1], (int) s[2], true);
            }
            if (s.length == 4 && s[1] <= MAX_CHANNELS) {
                return new Layout((int) s[0], (int) s[1], (int) s[2], (int) s[3], false);
            }
            throw new IOException(source + " has the shape " + Arrays.toString(s) + "; images are [N,H,W], [N,H,W,C] or [N,C,H,W]");
        }

        long bytesPerImage() {
            return (long) channels * height * width;
        }

        byte[] toChannelsFirst(byte[] pixels) {
            if (!channelsLast) {
                return pixels;
            }
            byte[] moved = new byte[pixels.length];
            int area = height * width;
            for (int i = 0; i < pixels.length; i++) {
                int channel = i % channels;
                int place = i / channels;
                moved[(place / area * channels + channel) * area + place % area] = pixels[i];
            }
            return moved;
        }
    }
}
