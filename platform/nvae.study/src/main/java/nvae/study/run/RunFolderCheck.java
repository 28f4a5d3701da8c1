package nvae.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a study's folder before anything starts, so that hours of training do not end at their first check-point. */
public final class RunFolderCheck {
    private static final long MEGABYTE = 1 << 20;
    private static final long LEAST_ROOM = 256 * MEGABYTE;

    private RunFolderCheck() {}

    /**
     * Makes the folder if it is missing, and tries it.
     *
     * @throws RunException if it cannot be made or written, or its disk is nearly full
     */
    public static void check(Path folder) {
        long room;
        try {
            Files.createDirectories(folder);
            Files.delete(Files.write(Files.createTempFile(folder, ".probe", ""), new byte[] {1}));
            room = Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new RunException("Cannot write into the run folder " + folder + " (" + e
                    + "). Change its rights, or choose another place with --runs DIR.", e);
        }
        requireRoom(folder, room);
    }

    static void requireRoom(Path folder, long bytes) {
        if (bytes < LEAST_ROOM) {
            throw new RunException("The disk of the run folder " + folder + " is full: " + bytes / MEGABYTE
                    + " MB are left, a study needs at least " + LEAST_ROOM / MEGABYTE
                    + ". Make room, or choose another place with --runs DIR.");
        }
    }
}
