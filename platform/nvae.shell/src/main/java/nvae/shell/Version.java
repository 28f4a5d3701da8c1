package nvae.shell;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The workbench's version: that of this bundle. */
final class Version {
    private Version() {}

    /** For a person; says so where there is no framework. */
    static String ofThis() {
        return Optional.ofNullable(FrameworkUtil.getBundle(Version.class)).map(Bundle::getVersion).map(Object::toString).orElse("unpacked");
    }
}
