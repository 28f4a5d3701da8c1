package nvae.host.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import nvae.host.PluginFolder;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plug-in folder. Felix File Install watches it and tells which jars came, changed and went; this component decides what becomes of
 * them. A jar is copied to the store first and installed from there, so nothing that happens in the folder reaches a running bundle.
 */
@Component(immediate = true)
public final class DropInFolder implements PluginFolder, ArtifactInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(DropInFolder.class);

    private final BundleContext context;
    private final HostSettings settings;
    private final BundleStore store;
    private final LockFile lock;
    private final Map<String, Dropped> dropped = new TreeMap<>();
    private final ServiceRegistration<ResolverHookFactory> hook;

    @Activate
    public DropInFolder(BundleContext context) {
        this.context = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        settings = HostSettings.of(context);
        store = settings.store();
        lock = new LockFile(settings.lockFile());
        hook = context.registerService(ResolverHookFactory.class, new LockHook(settings, lock, store), null);
    }

    @Deactivate
    void stop() {
        hook.unregister();
    }

    @Override
    public Path path() {
        return settings.plugins();
    }

    @Override
    public Path lockFile() {
        return lock.path();
    }

    @Override
    public synchronized List<Plugin> plugins() {
        return dropped.entrySet().stream().map(entry -> entry.getValue().describe(entry.getKey())).toList();
    }

    @Override
    public synchronized int lock() throws IOException {
        Map<String, String> digests = dropped.entrySet().stream()
                .filter(entry -> !entry.getValue().sha256.isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sha256));
        lock.write(digests);
        startAll();
        return digests.size();
    }

    @Override
    public boolean canHandle(File file) {
        return file.toPath().getParent().equals(settings.plugins()) && file.getName().endsWith(".jar");
    }

    @Override
    public synchronized void install(File file) {
        Dropped entry = new Dropped();
        dropped.put(file.getName(), entry);
        try {
            PluginJar.requireSize(file.toPath());
            entry.sha256 = store.keep(file.toPath());
            List<String> content = PluginJar.harmlessContent(store.jar(entry.sha256));
            entry.jar = Optional.of(PluginJar.read(store.jar(entry.sha256)));
            PluginJar.refuseForeign(content);
            entry.bundle = Optional.of(installBundle(file.getName(), entry));
        } catch (IOException | PluginException | BundleException e) {
            entry.problem = e.getMessage();
            LOG.warn("{} is not used: {}", file, entry.problem);
        }
        startAll();
    }

    @Override
    public synchronized void update(File file) throws BundleException {
        uninstall(file);
        install(file);
    }

    @Override
    public synchronized void uninstall(File file) throws BundleException {
        Dropped gone = dropped.remove(file.getName());
        if (gone != null && gone.bundle.isPresent()) {
            gone.bundle.get().uninstall();
            refresh(gone.bundle.get());
        }
    }

    private Bundle installBundle(String file, Dropped entry) throws BundleException {
        for (Map.Entry<String, Dropped> other : dropped.entrySet()) {
            if (other.getValue() != entry && other.getValue().sha256.equals(entry.sha256)) {
                throw new PluginException("it is the same file as " + other.getKey() + "; delete one of them");
            }
        }
        PluginJar jar = entry.jar.orElseThrow();
        for (Bundle bundle : context.getBundles()) {
            if (jar.symbolicName().equals(bundle.getSymbolicName()) && bundle.getVersion().toString().equals(jar.version())) {
                throw new PluginException("the bundle " + jar + " is installed already, from " + origin(bundle)
                        + "; delete one of them or give it another version");
            }
        }
        return context.installBundle(BundleJars.location(store.jar(entry.sha256)));
    }

    private String origin(Bundle bundle) {
        return dropped.entrySet().stream()
                .filter(entry -> entry.getValue().bundle.filter(bundle::equals).isPresent())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("the workbench itself");
    }

    /** Starts what can be started: a new jar, or a changed lock file, may be what another jar was waiting for. */
    private void startAll() {
        dropped.forEach((file, entry) -> entry.bundle.ifPresent(bundle -> start(file, entry, bundle)));
    }

    private void start(String file, Dropped entry, Bundle bundle) {
        String before = entry.problem;
        entry.problem = "";
        if (!lock.admits(entry.sha256)) {
            entry.problem = "it is not in " + lock.path() + "; to admit it, add the line\n" + LockFile.line(entry.sha256, file);
        } else {
            try {
                bundle.start();
            } catch (BundleException e) {
                List<String> missing = UnresolvedBundle.why(context, bundle);
                entry.problem = entry.jar.orElseThrow() + " does not start"
                        + (missing.isEmpty() ? ": " + e.getMessage() : "\n" + String.join("\n", missing));
            }
        }
        if (!entry.problem.isEmpty() && !entry.problem.equals(before)) {
            LOG.warn("{} is not used: {}", settings.plugins().resolve(file), entry.problem);
        }
    }

    private void refresh(Bundle gone) {
        FrameworkWiring wiring = context.getBundle().adapt(FrameworkWiring.class);
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(List.of(gone), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A jar in the folder. */
    private static final class Dropped {
        private String sha256 = "";
        private Optional<PluginJar> jar = Optional.empty();
        private Optional<Bundle> bundle = Optional.empty();
        private String problem = "";

        private Plugin describe(String file) {
            return new Plugin(
                    file,
                    sha256,
                    jar.map(PluginJar::toString).orElse(""),
                    jar.map(PluginJar::parts).orElse(List.of()).stream().map(PartName::toString).toList(),
                    problem);
        }
    }
}
