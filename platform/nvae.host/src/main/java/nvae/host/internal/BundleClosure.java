package nvae.host.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nvae.study.catalog.BundleDigest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Remembers which other bundles a bundle was wired to when a snapshot recorded it, so that a worker can boot the same set later, even if
 * the plug-in has been replaced meanwhile.
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
        for (Bundle provider : isNew ? providers : List.<Bundle>of()) {
            record(provider);
        }
        return digest;
    }

    /** These bundles and all that they need, none twice. */
    Collection<BundleDigest> of(Collection<BundleDigest> bundles) {
        Map<String, BundleDigest> closed = new LinkedHashMap<>();
        Deque<BundleDigest> open = new ArrayDeque<>(bundles);
        while (!open.isEmpty()) {
            BundleDigest bundle = open.pop();
            if (closed.put(bundle.sha256(), bundle) == null) {
                open.addAll(wired.getOrDefault(bundle, List.of()));
            }
        }
        return closed.values();
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
