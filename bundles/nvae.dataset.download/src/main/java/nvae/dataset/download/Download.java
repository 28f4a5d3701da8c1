package nvae.dataset.download;

import ai.djl.Application;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.RemoteRepository;
import ai.djl.repository.Repository;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import nvae.api.data.ImagesDigest;

/**
 * A dataset in DJL's repository, under the names that {@code ai.djl.basicdataset} knows it by. Its files are fetched into a folder once;
 * from then on, only the folder is looked at. Nothing here needs an engine.
 *
 * @param title what people call it
 * @param artifact its name in the repository
 * @param files the repository's name of a file, and the file's own
 * @param present what says that a file is there already, as a glob for each
 */
record Download(String title, String artifact, Map<String, String> files, String... present) {
    /** DJL's own repository. */
    static final String REPOSITORY = "https://mlrepo.djl.ai/";

    private static final String GROUP = "ai.djl.basicdataset";
    private static final String VERSION = "1.0";
    private static final String SUMS = "SHA256SUMS";

    /** The images of a dataset in MNIST's files, which may be compressed. */
    static Download ofIdx(String title, String artifact) {
        String train = "train-images-idx3-ubyte";
        String test = "t10k-images-idx3-ubyte";
        return new Download(title, artifact, Map.of("train_data", train, "test_data", test), train + "*", test + "*");
    }

    /**
     * Sees to it that the files are in the folder.
     *
     * @param wanted whether they may be fetched
     * @param repository a repository's address: https or file
     * @throws IOException if they are not there and may not or cannot be fetched; the message says what to do
     */
    void into(Path folder, boolean wanted, String repository) throws IOException {
        if (isIn(folder)) {
            return;
        }
        if (!wanted) {
            throw new IOException(title + " is not in " + folder.toAbsolutePath() + "; set the dataset's option 'download' to true to fetch it from "
                    + repository + ", or put " + String.join(" and ", files.values()) + " there");
        }
        try {
            fetch(folder, repository);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(title + " could not be fetched from " + repository + " (" + reason(e) + "); try again when this machine is online,"
                    + " name another repository with the dataset's option 'repository', or put " + String.join(" and ", files.values())
                    + " into " + folder.toAbsolutePath(), e);
        }
    }

    private boolean isIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        for (String glob : present) {
            if (!holds(folder, glob)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Path folder, String glob) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            return found.iterator().hasNext();
        }
    }

    private void fetch(Path folder, String address) throws IOException {
        Repository repository = repository(address);
        MRL location = repository.dataset(Application.CV.ANY, GROUP, artifact, VERSION);
        Artifact found = location.getDefaultArtifact();
        if (found == null || !found.getFiles().keySet().containsAll(files.keySet())) {
            throw new IOException("it has no " + GROUP + ":" + artifact + ":" + VERSION + " with the files " + String.join(", ", files.keySet()));
        }
        location.prepare(found);
        Path cached = repository.getResourceDirectory(found);
        Files.createDirectories(folder);
        StringBuilder sums = new StringBuilder();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            Path unfinished = folder.resolve(file.getValue() + ".part");
            MessageDigest sha = ImagesDigest.sha256();
            try (InputStream in = Files.newInputStream(cached.resolve(found.getFiles().get(file.getKey()).getName()));
                    InputStream digested = new DigestInputStream(in, sha)) {
                Files.copy(digested, unfinished, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(unfinished, folder.resolve(file.getValue()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sums.append(HexFormat.of().formatHex(sha.digest())).append("  ").append(file.getValue()).append('\n');
        }
        Files.writeString(folder.resolve(SUMS), sums);
        Utils.deleteQuietly(cached);
    }

    /** DJL takes an http address for that of one file, unless it is told. */
    private static Repository repository(String address) {
        URI uri = URI.create(address.endsWith("/") ? address : address + "/");
        return String.valueOf(uri.getScheme()).startsWith("http") ? new RemoteRepository(GROUP, uri) : Repository.newInstance(GROUP, address);
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
