package nvae.host.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Bundles and the jars they run from. The workbench installs every bundle by reference: the jar is used where it lies. */
final class BundleJars {
    private static final String REFERENCE = "reference:";
    private static final String FILE = "file:";

    private BundleJars() {}

    /** The location under which a jar is installed. */
    static String location(Path jar) {
        return REFERENCE + jar.toUri();
    }

    /** The jar of an installed bundle; empty for the framework and for what somebody installed by hand from elsewhere than a file. */
    static Optional<Path> of(Bundle bundle) {
        String location = bundle.getLocation();
        String file = location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
        return file.startsWith(FILE + "/") ? Optional.of(Path.of(URI.create(file))) : Optional.empty();
    }
}
