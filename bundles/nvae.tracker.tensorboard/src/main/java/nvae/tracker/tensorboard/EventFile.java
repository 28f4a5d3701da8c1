package nvae.tracker.tensorboard;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of TensorBoard events in TFRecord framing: length (8 bytes, little endian), its masked CRC-32C, the event, its masked CRC-32C.
 */
final class EventFile implements AutoCloseable {
    private static final int STEP_FIELD_TAG = 2 << 3;
    private static final int TIME_FIELD_TAG = 1 << 3 | 1;

    private final OutputStream out;

    private EventFile(OutputStream out) {
        this.out = out;
    }

    /** Opens a file that keeps the events up to a step; what a crash cut off at its end is dropped too. */
    static EventFile upTo(Path file, long lastStep) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream kept = Files.newOutputStream(whole)) {
            if (lastStep > 0 && Files.exists(file)) {
                copy(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN), kept, lastStep);
            } else {
                kept.write(record(new Message().real(1, now()).text(3, "brain.Event:2").toBytes()));
            }
        }
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        return new EventFile(Files.newOutputStream(file, StandardOpenOption.APPEND));
    }

    /** Adds an event that holds a summary. */
    void add(long step, Message summary) throws IOException {
        out.write(record(new Message().real(1, now()).integer(2, step).message(5, summary).toBytes()));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    private static void copy(ByteBuffer from, OutputStream to, long lastStep) throws IOException {
        while (from.remaining() >= Long.BYTES + Integer.BYTES) {
            int start = from.position();
            long length = from.getLong();
            from.getInt();
            if (length < 0 || length > from.remaining() - Integer.BYTES) {
                return;
            }
            byte[] event = new byte[(int) length];
            from.get(event);
            int checksum = from.getInt();
            if (checksum != masked(event)) {
                return;
            }
            if (step(event) <= lastStep) {
                to.write(from.array(), start, from.position() - start);
            }
        }
    }

    /** The step of an event that this class wrote: field 2, right after the time. 0 for the header, which has none. */
    private static long step(byte[] event) throws EOFException {
        int at = 1 + Double.BYTES;
        if (event.length <= at || event[0] != TIME_FIELD_TAG || event[at] != STEP_FIELD_TAG) {
            return 0;
        }
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            if (++at >= event.length) {
                throw new EOFException("event without an end");
            }
            value |= (long) (event[at] & 0x7f) << shift;
            if (event[at] >= 0) {
                return value;
            }
        }
    }

    private static byte[] record(byte[] event) {
        byte[] length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(event.length).array();
        return ByteBuffer.allocate(Long.BYTES + event.length + 2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .put(length).putInt(masked(length)).put(event).putInt(masked(event)).array();
    }

    /** CRC-32C, rotated and shifted as TFRecord wants it. */
    static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }
}
