package nvae.worker;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nvae.api.part.Part;
import nvae.api.part.Parts;
import nvae.api.part.UnknownPartException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The parts of a worker's framework, found once: a worker boots a fixed set of bundles, so nothing changes later. */
final class InstalledParts implements Parts {
    private final BundleContext context;
    private final Map<String, Map<String, List<ServiceReference<?>>>> byKindAndName;

    InstalledParts(BundleContext context) {
        this.context = context;
        byKindAndName = all(context).stream()
                .collect(Collectors.groupingBy(
                        part -> (String) part.getProperty(Part.KIND_PROPERTY),
                        Collectors.groupingBy(part -> (String) part.getProperty(Part.NAME_PROPERTY), TreeMap::new, Collectors.toList())));
    }

    @Override
    public <T> T get(Class<T> type, String kind, String name) {
        Map<String, List<ServiceReference<?>>> ofKind = byKindAndName.getOrDefault(kind, Map.of());
        List<ServiceReference<?>> offers = ofKind.getOrDefault(name, List.of());
        if (offers.isEmpty()) {
            throw new UnknownPartException("this worker has no " + kind + " '" + name + "'; it has " + ofKind.keySet());
        }
        if (offers.size() > 1) {
            throw new UnknownPartException("two bundles offer the " + kind + " '" + name + "': "
                    + offers.stream().map(offer -> offer.getBundle().toString()).collect(Collectors.joining(" and ")));
        }
        Object part = context.getService(offers.get(0));
        if (!type.isInstance(part)) {
            throw new UnknownPartException("the " + kind + " '" + name + "' of " + offers.get(0).getBundle() + " is no " + type.getName());
        }
        return type.cast(part);
    }

    private static Collection<ServiceReference<?>> all(BundleContext context) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, "(" + Part.NAME_PROPERTY + "=*)");
            return found == null ? List.of() : Arrays.asList(found);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
