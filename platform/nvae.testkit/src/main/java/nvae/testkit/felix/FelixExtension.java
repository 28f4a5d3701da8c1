package nvae.testkit.felix;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nvae.launcher.OsgiFramework;
import nvae.launcher.SystemPackages;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A Felix for every test method, booted with the launcher's own code.
 *
 * <pre>{@code
 * @RegisterExtension
 * final FelixExtension felix = new FelixExtension()
 *         .sharing("nvae.api")                      // from the class path: the test and the bundles see the same types
 *         .installing("org.apache.felix.scr", ...); // bundles of the class path, by symbolic name, started in this order
 * }</pre>
 */
public final class FelixExtension implements BeforeEachCallback, AfterEachCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final List<String> shared = new ArrayList<>();
    private final List<String> installed = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private final List<Class<?>> plain = new ArrayList<>();

    private Path folder;
    private OsgiFramework framework;

    /** Exports all packages of these class-path bundles to the framework instead of installing them. */
    public FelixExtension sharing(String... symbolicNames) {
        shared.addAll(List.of(symbolicNames));
        return this;
    }

    /** The same for an ordinary jar of the class path, known by one of its classes. */
    public FelixExtension sharingJarOf(Class<?> type) {
        plain.add(type);
        return this;
    }

    /** Installs and starts these bundles of the class path. */
    public FelixExtension installing(String... symbolicNames) {
        installed.addAll(List.of(symbolicNames));
        return this;
    }

    /** Sets a framework property. */
    public FelixExtension with(String property, Object value) {
        properties.put(property, value.toString());
        return this;
    }

    /** Makes an empty folder of this name for every test and sets the framework property of the same name to it. */
    public FelixExtension withFolder(String name) {
        folders.add(name);
        return this;
    }

    /** Sets a framework property to a folder that another property names. */
    public FelixExtension withAlias(String property, String folderName) {
        aliases.put(property, folderName);
        return this;
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        folder = Files.createTempDirectory("nvae-felix-test-");
        for (String name : folders) {
            properties.put(name, Files.createDirectory(folder(name)).toString());
        }
        aliases.forEach((property, name) -> properties.put(property, folder(name).toString()));
        Collection<String> packages = new ArrayList<>();
        for (String name : shared) {
            packages.add(ClassPathBundle.named(name).exports());
        }
        for (Class<?> type : plain) {
            packages.add(SystemPackages.of(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())));
        }
        framework = OsgiFramework.start(properties, String.join(",", packages));
        Map<String, Path> jars = new LinkedHashMap<>();
        for (String name : installed) {
            jars.put(name, ClassPathBundle.named(name).jar(folder));
        }
        for (BundleException failure : framework.startBundles(jars.values())) {
            throw failure;
        }
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        framework.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    /** The folder of this name. */
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /** The system bundle's context. */
    public BundleContext context() {
        return framework.context();
    }

    /**
     * A service of a shared type; waits until there is one.
     *
     * @throws AssertionError if none comes in time
     */
    public <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(PATIENCE.toMillis());
            if (service == null) {
                throw new AssertionError("no service " + type.getName() + " within " + PATIENCE);
            }
            return service;
        } finally {
            tracker.close();
        }
    }
}
