package nvae.host.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import nvae.study.catalog.BundleDigest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Remembers which other bundles a bundle was wired to when a snapshot recorded it, so that a worker can boot the same set later, even if
 * the plug-in, or the workbench itself, has been replaced meanwhile. The store remembers it for later processes.
 */
@Component(service = BundleClosure.class)
public final class BundleClosure {
    private final HostSettings settings;
    private final BundleStore store;
    private final Map<BundleDigest, List<BundleDigest>> wired = new ConcurrentHashMap<>();

    @Activate
    public BundleClosure(BundleContext context) {
        this(HostSettings.of(context));
    }

    BundleClosure(HostSettings settings) {
        this.settings = settings;
        this.store = settings.store();
    }

    /** Keeps the bundle's jar and, one after the other, those of the bundles that it is wired to. */
    BundleDigest record(Bundle bundle) throws IOException {
        BundleDigest digest = keep(bundle);
        List<Bundle> providers = providers(bundle);
        List<BundleDigest> kept = new ArrayList<>();
        for (Bundle provider : providers) {
            kept.add(keep(provider));
        }
        boolean isNew = !kept.equals(wired.put(digest, kept));
        if (isNew) {
            store.keepWires(digest, kept);
        }
        for (Bundle provider : isNew ? providers : List.<Bundle>of()) {
            record(provider);
        }
        return digest;
    }

    /**
     * These bundles and all that they need, none twice. Where one of them was last wired to another build of a second, it gets the second:
     * they were planned together, and a framework takes a name and version only once.
     *
     * @throws IOException if the store cannot be read
     */
    Collection<BundleDigest> of(Collection<BundleDigest> bundles) throws IOException {
        Set<String> planned = bundles.stream().map(BundleDigest::symbolicName).collect(Collectors.toSet());
        Map<String, BundleDigest> closed = new LinkedHashMap<>();
        bundles.forEach(bundle -> closed.put(identity(bundle), bundle));
        Deque<BundleDigest> open = new ArrayDeque<>(bundles);
        while (!open.isEmpty()) {
            for (BundleDigest needed : wires(open.pop())) {
                if (!planned.contains(needed.symbolicName()) && closed.putIfAbsent(identity(needed), needed) == null) {
                    open.add(needed);
                }
            }
        }
        return closed.values();
    }

    private static String identity(BundleDigest bundle) {
        return bundle.symbolicName() + " " + bundle.version();
    }

    /** A build whose wires were never kept is taken to need what the installed build of its name needs. */
    private List<BundleDigest> wires(BundleDigest bundle) throws IOException {
        List<BundleDigest> known = wired.containsKey(bundle) ? wired.get(bundle) : store.wires(bundle);
        return !known.isEmpty() ? known : wired.entrySet().stream()
                .filter(installed -> installed.getKey().symbolicName().equals(bundle.symbolicName()))
                .findFirst().map(Map.Entry::getValue).orElse(List.of());
    }

    private List<Bundle> providers(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null
                ? List.of()
                : wiring.getRequiredWires(null).stream()
                        .map(BundleWire::getProvider)
                        .map(provider -> provider.getBundle())
                        .filter(provider -> !settings.runtime(provider) && !provider.equals(bundle))
                        .distinct()
                        .toList();
    }

    private BundleDigest keep(Bundle bundle) throws IOException {
        String sha256 = store.keep(BundleJars.of(bundle).orElseThrow(() -> new IOException(bundle + " was installed from no file")));
        return new BundleDigest(bundle.getSymbolicName(), bundle.getVersion().toString(), sha256);
    }
}
