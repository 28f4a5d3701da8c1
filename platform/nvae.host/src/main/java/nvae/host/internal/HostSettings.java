package nvae.host.internal;

import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Where things are, as the launcher's framework properties say.
 *
 * @param home the distribution
 * @param plugins the drop-in folder
 * @param lockFile the allow list beside it
 * @param cache what outlives a process: bundles by digest, engines
 */
record HostSettings(Path home, Path plugins, Path lockFile, Path cache) {

    static HostSettings of(BundleContext context) {
        Path plugins = folder(context, "nvae.plugins");
        return new HostSettings(
                folder(context, "nvae.home"), plugins, plugins.resolveSibling("plugins.lock"), folder(context, "nvae.cache"));
    }

    /** Jars that this person's trials were planned with. */
    BundleStore store() {
        return new BundleStore(cache.resolve("bundles"));
    }

    /** Whether the bundle came with the workbench; all others are plug-ins. */
    boolean shipped(Bundle bundle) {
        return isUnder(home, bundle);
    }

    /** Whether the bundle belongs to those that every process boots without being told. */
    boolean runtime(Bundle bundle) {
        return isUnder(home.resolve("runtime"), bundle);
    }

    private static boolean isUnder(Path folder, Bundle bundle) {
        return bundle.getBundleId() == 0 || BundleJars.of(bundle).filter(jar -> jar.startsWith(folder)).isPresent();
    }

    private static Path folder(BundleContext context, String property) {
        String folder = context.getProperty(property);
        if (folder == null) {
            throw new IllegalStateException("the framework property " + property + " is not set");
        }
        return Path.of(folder).toAbsolutePath().normalize();
    }
}
