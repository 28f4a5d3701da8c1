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
        try {
            Files.createDirectories(folder);
            requireRoom(folder, Files.getFileStore(folder).getUsableSpace());
            Files.delete(Files.write(Files.createTempFile(folder, ".probe", ""), new byte[] {1}));
        } catch (IOException e) {
            throw new RunException("Cannot write into the run folder " + folder + " (" + e
                    + "). Change its rights, make room, or choose another place with --runs DIR.", e);
        }
    }

    static void requireRoom(Path folder, long bytes) {
        if (bytes < LEAST_ROOM) {
            throw new RunException("The disk of the run folder " + folder + " is full: " + bytes / MEGABYTE
                    + " MB are left, a study needs at least " + LEAST_ROOM / MEGABYTE
                    + ". Make room, or choose another place with --runs DIR.");
        }
    }
}
