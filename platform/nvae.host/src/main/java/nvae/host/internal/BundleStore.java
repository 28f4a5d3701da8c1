package nvae.host.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nvae.study.manifest.Sha256;

/**
 * Jars by their SHA-256. What a trial was planned with stays available to its workers, whatever happens to the jar it came from.
 */
final class BundleStore {
    private final Path folder;
    private final Map<Seen, String> digests = new ConcurrentHashMap<>();

    BundleStore(Path folder) {
        this.folder = folder;
    }

    /** Where the jar of this digest is, if it was ever kept. */
    Path jar(String sha256) {
        return folder.resolve(sha256 + ".jar");
    }

    /**
     * Keeps a jar as it is now.
     *
     * @return its digest
     */
    String keep(Path jar) throws IOException {
        Seen seen = new Seen(jar, Files.getLastModifiedTime(jar), Files.size(jar));
        String known = digests.get(seen);
        if (known != null && Files.exists(jar(known))) {
            return known;
        }
        byte[] content = Files.readAllBytes(jar);
        String sha256 = Sha256.hex(content);
        if (!Files.exists(jar(sha256))) {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, "", ".part");
            Files.write(unfinished, content);
            Files.move(unfinished, jar(sha256), StandardCopyOption.ATOMIC_MOVE);
        }
        digests.put(seen, sha256);
        return sha256;
    }

    /** A file in a state that was digested before. */
    private record Seen(Path file, FileTime modified, long size) {}
}
