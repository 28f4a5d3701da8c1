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
 *   <li>{@code shell}: what the interactive shell adds
 *   <li>{@code web}: what serves the live page; installed when it is first asked for
 *   <li>{@code watcher}: what watches the plug-in folder; it starts when all the others run
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

    /** The host's bundles in the order in which they start. */
    List<Path> hostBundles(boolean interactive) throws IOException {
        List<Path> bundles = new ArrayList<>(runtimeBundles());
        bundles.addAll(jars("bundles"));
        if (interactive) {
            bundles.addAll(jars("shell"));
        }
        bundles.addAll(jars("watcher"));
        return bundles;
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
