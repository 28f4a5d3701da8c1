package nvae.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log, without reading the rest. */
final class LogTail {
    private static final int BYTES = 1 << 15;

    private LogTail() {}

    /** The last whole lines, about 32 KiB of them; empty if there is no log. */
    static String of(Path log) throws IOException {
        if (!Files.isRegularFile(log)) {
            return "";
        }
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            long start = Math.max(0, channel.size() - BYTES);
            ByteBuffer end = ByteBuffer.allocate(BYTES);
            channel.position(start);
            while (end.hasRemaining() && channel.read(end) > 0) {
                // Until the file's end.
            }
            String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
            return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }
}
