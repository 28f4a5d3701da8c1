package nvae.host.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import nvae.study.catalog.BundleDigest;
import nvae.study.manifest.Sha256;

/**
 * Jars by their SHA-256, and what their bundles were wired to. What a trial was planned with stays available to its workers, whatever happens to
 * the jar it came from.
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
            write(jar(sha256), content);
        }
        digests.put(seen, sha256);
        return sha256;
    }

    /** Keeps what a bundle was wired to, in the place of what was kept of it before. */
    void keepWires(BundleDigest bundle, List<BundleDigest> providers) throws IOException {
        String lines = providers.stream().map(BundleStore::line).collect(Collectors.joining());
        Path file = wiresOf(bundle);
        if (!Files.exists(file) || !Files.readString(file).equals(lines)) {
            write(file, lines.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What a bundle was last wired to; nothing if that was never kept. */
    List<BundleDigest> wires(BundleDigest bundle) throws IOException {
        Path file = wiresOf(bundle);
        return Files.exists(file) ? Files.readAllLines(file).stream().map(BundleStore::digest).toList() : List.of();
    }

    private Path wiresOf(BundleDigest bundle) {
        return folder.resolve(bundle.sha256() + ".wires");
    }

    private static String line(BundleDigest bundle) {
        return String.join(" ", bundle.symbolicName(), bundle.version(), bundle.sha256()) + "\n";
    }

    private static BundleDigest digest(String line) {
        String[] words = line.split(" ");
        return new BundleDigest(words[0], words[1], words[2]);
    }

    private void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(folder, "", ".part");
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A file in a state that was digested before. */
    private record Seen(Path file, FileTime modified, long size) {}
}
