package nvae.api.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * The bytes of a file of any size, mapped to memory: a dataset can be larger than the heap, and every read is checked against the file's
 * end. Numbers are little-endian. Safe to read from several threads.
 */
public final class FileBytes {
    private static final int SEGMENT_BITS = 30;
    private static final long SEGMENT = 1L << SEGMENT_BITS;

    private final Path file;
    private final long size;
    private final ByteBuffer[] segments;

    private FileBytes(Path file, long size, ByteBuffer[] segments) {
        this.file = file;
        this.size = size;
        this.segments = segments;
    }

    /** Maps a file. It must not be shortened as long as it is read. */
    public static FileBytes map(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no file " + file.toAbsolutePath());
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer[] segments = new ByteBuffer[(int) (size + SEGMENT - 1 >> SEGMENT_BITS)];
            for (int i = 0; i < segments.length; i++) {
                long start = i * SEGMENT;
                segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(SEGMENT, size - start)).order(ByteOrder.LITTLE_ENDIAN);
            }
            return new FileBytes(file, size, segments);
        }
    }

    public Path file() {
        return file;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    /**
     * Copies bytes.
     *
     * @throws EOFException if the file ends before; the message names it
     */
    public void read(long position, byte[] target, int offset, int length) throws EOFException {
        requireInside(position, length);
        int done = 0;
        while (done < length) {
            ByteBuffer segment = segments[(int) (position + done >> SEGMENT_BITS)];
            int start = (int) (position + done & SEGMENT - 1);
            int count = Math.min(length - done, segment.limit() - start);
            segment.get(start, target, offset + done, count);
            done += count;
        }
    }

    /** A copy of these bytes. */
    public byte[] read(long position, int length) throws EOFException {
        requireInside(position, length);
        byte[] bytes = new byte[length];
        read(position, bytes, 0, length);
        return bytes;
    }

    /** Two bytes as a number from 0 to 65535. */
    public int unsignedShort(long position) throws EOFException {
        return (int) number(position, Short.BYTES);
    }

    /** Four bytes as a number from 0 to 2^32 - 1. */
    public long unsignedInt(long position) throws EOFException {
        return number(position, Integer.BYTES);
    }

    /** Eight bytes. */
    public long longInteger(long position) throws EOFException {
        return number(position, Long.BYTES);
    }

    /** Adds bytes to a digest, without a copy. */
    public void digest(MessageDigest digest, long position, long length) throws EOFException {
        requireInside(position, length);
        long done = 0;
        while (done < length) {
            ByteBuffer segment = segments[(int) (position + done >> SEGMENT_BITS)];
            int start = (int) (position + done & SEGMENT - 1);
            int count = (int) Math.min(length - done, segment.limit() - start);
            digest.update(segment.slice(start, count));
            done += count;
        }
    }

    private long number(long position, int bytes) throws EOFException {
        requireInside(position, bytes);
        long number = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            long at = position + i;
            number = number << Byte.SIZE | Byte.toUnsignedLong(segments[(int) (at >> SEGMENT_BITS)].get((int) (at & SEGMENT - 1)));
        }
        return number;
    }

    private void requireInside(long position, long length) throws EOFException {
        if (position < 0 || length < 0 || position > size - length) {
            throw new EOFException(file + " is cut or damaged: it has " + size + " bytes, but " + length + " are wanted from " + position + " on");
        }
    }
}
