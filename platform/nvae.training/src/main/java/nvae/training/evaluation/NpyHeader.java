package nvae.training.evaluation;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What stands before the values of an array in NumPy's format 1.0 (NEP 1). */
final class NpyHeader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    /** Values begin at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private NpyHeader() {}

    /** @param type NumPy's type string, e.g. {@code <f4} */
    static byte[] of(String type, long... shape) {
        StringBuilder sizes = new StringBuilder();
        for (long size : shape) {
            sizes.append(sizes.isEmpty() ? "" : " ").append(size).append(',');
        }
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int unpadded = MAGIC.length + Short.BYTES + text.length() + 1;
        String padded = text + " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
        return ByteBuffer.allocate(MAGIC.length + Short.BYTES + padded.length()).order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC).putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII)).array();
    }

    /** Reads past a header that {@link #of} made. */
    static void skip(DataInputStream in) throws IOException {
        in.skipNBytes(MAGIC.length);
        in.skipNBytes(Short.toUnsignedInt(Short.reverseBytes(in.readShort())));
    }
}
