package nvae.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A text file to which whole lines are appended. Each byte is read once; a line without an end waits for it. */
final class GrowingFile {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private long offset;

    GrowingFile(Path file) {
        this.file = file;
    }

    /**
     * Reads on.
     *
     * @param bytes at most so many, to the next chunk
     * @param restart called before the lines if the file has become shorter, that is, another one
     * @return whether anything was new
     */
    boolean read(long bytes, Consumer<String> line, Runnable restart) throws IOException {
        long size = Files.isRegularFile(file) ? Files.size(file) : 0;
        boolean shorter = size < offset;
        if (shorter) {
            offset = 0;
            unfinished.reset();
            restart.run();
        }
        if (size == offset) {
            return shorter;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(offset);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            long end = Math.min(size, offset + bytes);
            while (offset < end && channel.read(chunk.clear()) > 0) {
                offset += chunk.position();
                split(chunk.flip(), line);
            }
        }
        return true;
    }

    private void split(ByteBuffer chunk, Consumer<String> line) {
        int start = 0;
        for (int i = 0; i < chunk.limit(); i++) {
            if (chunk.get(i) == '\n') {
                unfinished.write(chunk.array(), start, i - start);
                line.accept(unfinished.toString(StandardCharsets.UTF_8));
                unfinished.reset();
                start = i + 1;
            }
        }
        unfinished.write(chunk.array(), start, chunk.limit() - start);
    }
}
