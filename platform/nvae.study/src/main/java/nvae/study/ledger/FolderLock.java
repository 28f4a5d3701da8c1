package nvae.study.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a second host out of a study's folder. The operating system drops the lock when the process dies, however it dies; the file
 * stays and says who held it last.
 */
final class FolderLock implements AutoCloseable {
    private static final String FILE = "ledger.lock";

    /** Closing any channel of a file drops all locks that this process has on it, so a second one must not even be opened. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Somebody who looks whether the lock is held holds it himself for a moment. */
    private static final int TRIES = 5;

    private static final long BETWEEN_TRIES_MILLIS = 40;

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, making it if it is missing.
     *
     * @throws LedgerException if another host has it, or it cannot be written
     */
    static FolderLock take(Path folder) {
        try {
            Path real = Files.createDirectories(folder).toRealPath();
            if (!HELD.add(real)) {
                throw new LedgerException("This process has " + folder + " open already; one study folder has one host.");
            }
            try {
                return new FolderLock(real, lock(folder));
            } catch (IOException | RuntimeException e) {
                HELD.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new LedgerException("Cannot write in " + folder + " (" + e
                    + "). Choose another folder for runs, or change its rights.", e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new LedgerException(folder + " is in use by another host, process " + holder(channel)
                        + ". Wait for it, or end it and try again.");
            }
            String self = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0).write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        for (int i = 1; lock == null && i < TRIES; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_TRIES_MILLIS));
            lock = channel.tryLock();
        }
        return lock;
    }

    /** Whether a living host has the folder: this process, or another one of this machine or of the file system's. */
    static boolean isTaken(Path folder) {
        try {
            if (HELD.contains(folder.toRealPath())) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ);
                    FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return shared == null;
            }
        } catch (NoSuchFileException neverTaken) {
            return false;
        } catch (IOException | OverlappingFileLockException unknown) {
            return true;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        return pid.isEmpty() ? "unknown" : pid;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("Cannot release the lock of " + folder + ": " + e.getMessage(), e);
        } finally {
            HELD.remove(folder);
        }
    }
}
