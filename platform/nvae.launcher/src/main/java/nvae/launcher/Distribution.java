package nvae.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The folders of an assembled workbench.
 *
 * <ul>
 *   <li>{@code lib}: the class path
 *   <li>{@code engine/<name>}: what an engine adds to a worker's class path
 *   <li>{@code runtime}: bundles that every process needs, Declarative Services first of all
 *   <li>{@code bundles}: the host's bundles: the platform, its libraries, the parts
 * </ul>
 */
record Distribution(Path home) {
    /** System property that holds the folder. */
    static final String HOME = "nvae.home";

    /** The distribution that this process was started from. */
    static Distribution ofThisProcess() {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new IllegalStateException("start the workbench with bin/nvae: the system property " + HOME + " is not set");
        }
        return new Distribution(Path.of(home).toAbsolutePath().normalize());
    }

    List<Path> runtimeBundles() throws IOException {
        return jars("runtime");
    }

    List<Path> hostBundles() throws IOException {
        return jars("bundles");
    }

    private List<Path> jars(String folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve(folder), "*.jar")) {
            files.forEach(jars::add);
        }
        Collections.sort(jars);
        return jars;
    }
}
