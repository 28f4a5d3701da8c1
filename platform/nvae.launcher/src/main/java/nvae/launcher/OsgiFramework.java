package nvae.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** A running Felix of this process alone: its storage is a temporary folder, deleted at the end. Jars are used where they lie. */
public final class OsgiFramework implements AutoCloseable {
    /** Service property that marks the service through which the process enters the framework. */
    private static final String ENTRY = "nvae.entry";

    private final Framework framework;
    private final Path storage;

    private OsgiFramework(Framework framework, Path storage) {
        this.framework = framework;
        this.storage = storage;
    }

    /**
     * A framework without bundles.
     *
     * @param properties framework properties, beside the usual ones
     * @param systemPackages what bundles may import from the class path, as {@link SystemPackages} writes it
     */
    public static OsgiFramework start(Map<String, String> properties, String systemPackages) throws IOException, BundleException {
        Path storage = Files.createTempDirectory("nvae-felix-");
        Map<String, Object> configuration = new HashMap<>(properties);
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, systemPackages);
        configuration.put("felix.bootdelegation.implicit", "false");
        configuration.put("felix.cache.locking", "false");
        configuration.put("felix.log.logger", new ErrorStreamLogger());
        configuration.put("felix.log.level", "1");
        Framework framework = new FrameworkFactory().newFramework(configuration);
        framework.start();
        return new OsgiFramework(framework, storage);
    }

    /**
     * Installs jars and starts them, in their order; all are installed before the first one starts.
     *
     * @return what did not start and why; the others run
     */
    public List<BundleException> startBundles(Collection<Path> jars) throws BundleException {
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(context.installBundle("reference:" + jar.toUri()));
        }
        List<BundleException> failures = new ArrayList<>();
        for (Bundle bundle : bundles) {
            try {
                bundle.start();
            } catch (BundleException e) {
                failures.add(e);
            }
        }
        return failures;
    }

    /**
     * The service by which the process hands over to the bundles.
     *
     * @param type a type of the JDK, which is all that both sides share
     * @throws IllegalStateException if no bundle offers it
     */
    <T> T entry(Class<T> type, String name) {
        BundleContext context = framework.getBundleContext();
        try {
            for (ServiceReference<T> found : context.getServiceReferences(type, "(" + ENTRY + "=" + name + ")")) {
                return context.getService(found);
            }
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        throw new IllegalStateException("no bundle offers the entry '" + name + "'");
    }

    /** The framework seen from outside, with the rights of its system bundle. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits until somebody inside stops the framework. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
        try (Stream<Path> files = Files.walk(storage)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + storage, e);
        }
    }
}
