package nvae.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The folder that plug-ins are dropped into; jars may come, be replaced and go while the host runs. */
@ProviderType
public interface PluginFolder {
    /** The folder; it need not exist. */
    Path path();

    /** The jars in the folder, by file name, and what became of them. */
    List<Plugin> plugins();

    /** The allow list; there need not be one, and without one every jar is admitted. */
    Path lockFile();

    /**
     * Writes the lock file: from now on, only the jars that lie in the folder at this moment are admitted.
     *
     * @return how many are admitted; one that is too large for a plug-in, or could not be read, is not
     */
    int lock() throws IOException;

    /**
     * One jar.
     *
     * @param file its name in the folder
     * @param sha256 of its content, in lower-case hex; empty if it is too large for a plug-in, or could not be read
     * @param bundle symbolic name and version; empty if the file is no bundle
     * @param parts what its manifest says it has, e.g. {@code cell 'convnext'}
     * @param problem why it is not used and what to do about it, one sentence; empty if it is used
     */
    record Plugin(String file, String sha256, String bundle, List<String> parts, String problem) {
        public boolean usable() {
            return problem.isEmpty();
        }
    }
}
