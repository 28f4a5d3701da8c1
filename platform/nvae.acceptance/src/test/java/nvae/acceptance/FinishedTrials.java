package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Watches that what is finished stays so. A trial is finished once its result lies in its run folder; from then on no byte there may
 * change: a worker that trained it again would at least add an attempt to {@code provenance.json} and a line to {@code log.txt}.
 */
final class FinishedTrials {
    private final Path study;
    private final Map<Path, Map<String, String>> digests = new TreeMap<>();

    FinishedTrials(Path study) {
        this.study = study;
    }

    /** Takes note of what is finished now, after a look at what was finished before. */
    void look() throws IOException {
        for (Map.Entry<Path, Map<String, String>> finished : digests.entrySet()) {
            assertThat(files(finished.getKey())).as("the finished trial " + finished.getKey()).isEqualTo(finished.getValue());
        }
        for (Path run : finished(study)) {
            digests.putIfAbsent(run, files(run));
        }
    }

    int count() {
        return digests.size();
    }

    /** The run folders of trials that are finished. */
    static List<Path> finished(Path study) throws IOException {
        if (!Files.isDirectory(study)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(study)) {
            return runs.filter(run -> Files.exists(run.resolve("result.json"))).toList();
        }
    }

    private static Map<String, String> files(Path run) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(run)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(run.relativize(file).toString(), sha256(file));
            }
        }
        return files;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
