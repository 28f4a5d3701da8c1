package nvae.host.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nvae.study.manifest.WholeFile;

/**
 * The allow list of plug-ins, in the format of {@code sha256sum}: a digest, two spaces, a file name. Only the digest counts. Without the
 * file, every plug-in is admitted.
 */
record LockFile(Path path) {

    boolean exists() {
        return Files.exists(path);
    }

    /** Whether a jar of this digest may be used. A lock file that cannot be read admits nothing. */
    boolean admits(String sha256) {
        return !exists() || digests().contains(sha256);
    }

    /** The line that admits a jar. */
    static String line(String sha256, String file) {
        return sha256 + "  " + file;
    }

    /** Writes the file anew. */
    void write(Map<String, String> digestByFile) throws IOException {
        WholeFile.write(path, new TreeMap<>(digestByFile).entrySet().stream()
                .map(entry -> line(entry.getValue(), entry.getKey()) + "\n")
                .collect(Collectors.joining()));
    }

    private Set<String> digests() {
        try {
            return Files.readAllLines(path).stream().map(line -> line.strip().split("\\s", 2)[0]).collect(Collectors.toSet());
        } catch (IOException unreadable) {
            return Set.of();
        }
    }
}
