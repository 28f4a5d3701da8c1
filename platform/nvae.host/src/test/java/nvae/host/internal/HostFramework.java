package nvae.host.internal;

import com.google.gson.Gson;
import nvae.testkit.felix.FelixExtension;
import org.slf4j.Logger;

/** The host's bundles in a Felix for tests. Tests share the host's own types with it, and the store and the folders are fresh. */
final class HostFramework {
    private HostFramework() {}

    /** Without a watcher: a test says itself which files came and went. */
    static FelixExtension unwatched() {
        return base().sharing("org.apache.felix.fileinstall").installing("nvae.host");
    }

    /** With File Install watching the plug-in folder. */
    static FelixExtension watched() {
        return base().with("felix.fileinstall.poll", 50)
                .with("felix.fileinstall.noInitialDelay", true)
                .with("felix.fileinstall.log.level", 0)
                .withAlias("felix.fileinstall.dir", "nvae.plugins")
                .installing("nvae.host", "org.apache.felix.fileinstall");
    }

    private static FelixExtension base() {
        return new FelixExtension()
                .withFolder("nvae.home")
                .withFolder("nvae.cache")
                .withFolder("nvae.plugins")
                .sharing("nvae.api", "nvae.study", "nvae.host")
                .sharingJarOf(Gson.class)
                .sharingJarOf(Logger.class)
                .installing(
                        "org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.osgi.service.log", "org.apache.felix.scr",
                        "org.apache.felix.metatype", "org.apache.felix.gogo.runtime", "org.apache.commons.lang3",
                        "org.apache.commons.text");
    }
}
