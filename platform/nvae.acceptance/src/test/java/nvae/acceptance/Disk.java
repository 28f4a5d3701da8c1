package nvae.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A disk that can be filled, and folders on it that can be locked against writing. It is a file system of its own, in memory, where this
 * user may mount one (root may); elsewhere an ordinary folder, which cannot be filled and whose rights count only for others than root.
 */
final class Disk implements AutoCloseable {
    private static final int MEGABYTES = 300;
    private static final String FILLER = "filler";

    private final Path folder;
    private final boolean mounted;

    /** @param folder an empty folder, where the disk is mounted */
    Disk(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", folder.toString());
    }

    /** Whether {@link #fill} and {@link #lock} work here. */
    boolean isOwn() {
        return mounted;
    }

    Path folder() {
        return folder;
    }

    /** Takes all room but this many bytes. */
    void fill(long left) throws IOException {
        byte[] block = new byte[1 << 20];
        try (var filler = Files.newOutputStream(folder.resolve(FILLER), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long room = room(); room > left; room = room()) {
                filler.write(block, 0, (int) Math.min(block.length, Math.max(1, room - left)));
            }
        } catch (IOException full) {
            // Others took the last bytes meanwhile, which is as good.
        }
    }

    /** Gives the room back. */
    void empty() throws IOException {
        Files.deleteIfExists(folder.resolve(FILLER));
    }

    /** Nothing can be made, renamed or deleted in this folder until it is unlocked; files that are open can still be written. */
    boolean lock(Path locked) throws IOException, InterruptedException {
        return succeeds("chattr", "+i", locked.toString());
    }

    void unlock(Path locked) throws IOException, InterruptedException {
        if (!succeeds("chattr", "-i", locked.toString())) {
            throw new IOException("cannot unlock " + locked);
        }
    }

    /** Forgets all that lies here. */
    void clear() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                if (!visited.equals(folder)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private long room() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (mounted && !succeeds("umount", "-l", folder.toString())) {
                throw new IOException("cannot unmount " + folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(folder + " stays mounted", e));
        }
    }
}
