package nvae.host.internal;

import java.io.IOException;
import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Lets no plug-in resolve that the lock file does not list, whichever way it was installed. */
final class LockHook implements ResolverHookFactory, ResolverHook {
    private final HostSettings settings;
    private final LockFile lock;
    private final BundleStore store;

    LockHook(HostSettings settings, LockFile lock, BundleStore store) {
        this.settings = settings;
        this.lock = lock;
        this.store = store;
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        if (lock.exists()) {
            candidates.removeIf(candidate -> !admits(candidate.getBundle()));
        }
    }

    private boolean admits(Bundle bundle) {
        return settings.shipped(bundle) || BundleJars.of(bundle).filter(jar -> {
            try {
                return lock.admits(store.keep(jar));
            } catch (IOException unreadable) {
                return false;
            }
        }).isPresent();
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {}

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {}

    @Override
    public void end() {}
}
