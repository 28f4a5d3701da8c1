package nvae.dataset.npy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array file (NEP 1): magic, version, length, then a Python dictionary with the element type, the order and the shape.
 *
 * @param type NumPy's type string, e.g. {@code |u1} or {@code <f4}
 * @param shape the array's dimensions
 * @param size bytes before the first element
 */
record NpyHeader(String type, long[] shape, int size) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_LENGTH = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']{1,8})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

    /** Reads up to the first element; {@code source} names the array in messages. */
    static NpyHeader read(DataInputStream in, String source) throws IOException {
        try {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new IOException(source + " is no NumPy array: save it with numpy.save");
            }
            int major = in.readUnsignedByte();
            in.readUnsignedByte();
            int length = major == 1 ? Short.toUnsignedInt(Short.reverseBytes(in.readShort())) : Integer.reverseBytes(in.readInt());
            int fixed = MAGIC.length + 2 + (major == 1 ? Short.BYTES : Integer.BYTES);
            if (length < 0 || length > MAX_LENGTH) {
                throw new IOException(source + " has a damaged header (" + length + " bytes long)");
            }
            byte[] text = in.readNBytes(length);
            if (text.length < length) {
                throw new EOFException();
            }
            return parse(new String(text, StandardCharsets.ISO_8859_1), fixed + length, source);
        } catch (EOFException e) {
            throw new IOException(source + " ends inside its header: the file is cut", e);
        }
    }

    private static NpyHeader parse(String text, int size, String source) throws IOException {
        Matcher type = TYPE.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!type.find() || !order.find() || !shape.find()) {
            throw new IOException(source + " has a header that cannot be understood: " + text.strip());
        }
        if (order.group(1).equals("True")) {
            throw new IOException(source + " is in Fortran order; save numpy.ascontiguousarray(array) instead");
        }
        try {
            long[] sizes = Arrays.stream(shape.group(1).split(",")).map(String::strip).filter(s -> !s.isEmpty()).mapToLong(Long::parseLong).toArray();
            return new NpyHeader(type.group(1), sizes, size);
        } catch (NumberFormatException e) {
            throw new IOException(source + " has a damaged shape: (" + shape.group(1) + ")", e);
        }
    }
}
