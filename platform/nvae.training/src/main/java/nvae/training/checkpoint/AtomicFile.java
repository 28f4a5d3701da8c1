package nvae.training.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Replaces a file as a whole: whoever reads it, even after a crash or on a full disk, finds the old content or the new one. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, List.of(StandardCharsets.UTF_8.encode(text)));
    }

    /**
     * Writes these parts, one after another.
     *
     * @throws IOException if that fails; the old file is still there then
     */
    public static void write(Path file, List<ByteBuffer> parts) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (ByteBuffer part : parts) {
                    while (part.hasRemaining()) {
                        channel.write(part);
                    }
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw new IOException("%s could not be written (%s: %s); what was there before is unharmed"
                    .formatted(file, e.getClass().getSimpleName(), e.getMessage()), e);
        }
    }
}
