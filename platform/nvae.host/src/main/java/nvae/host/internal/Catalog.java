package nvae.host.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import nvae.study.catalog.BundleDigest;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;

/** One snapshot. */
final class Catalog implements PartCatalog {
    private final SortedMap<String, SortedMap<String, PartDescription>> parts = new TreeMap<>();
    private final Map<PartName, String> contested;
    private final List<BundleDigest> platformBundles;
    private final BiFunction<PartName, List<PartName>, String> missing;

    /**
     * A snapshot of what was found.
     *
     * @param contested names that several bundles offer, with a message that names the bundles; nobody gets such a part
     * @param missing explains a part that is not among those that there are
     */
    Catalog(
            Collection<PartDescription> found,
            Map<PartName, String> contested,
            List<BundleDigest> platformBundles,
            BiFunction<PartName, List<PartName>, String> missing) {
        found.forEach(part -> parts.computeIfAbsent(part.kind(), kind -> new TreeMap<>()).put(part.name(), part));
        this.contested = Map.copyOf(contested);
        this.platformBundles = List.copyOf(platformBundles);
        this.missing = missing;
    }

    @Override
    public List<String> kinds() {
        return List.copyOf(parts.keySet());
    }

    @Override
    public List<PartDescription> parts(String kind) {
        return List.copyOf(ofKind(kind).values());
    }

    @Override
    public Optional<PartDescription> find(String kind, String name) {
        return Optional.ofNullable(ofKind(kind).get(name));
    }

    @Override
    public String explainMissing(String kind, String name) {
        PartName wanted = new PartName(kind, name);
        String conflict = contested.get(wanted);
        return conflict != null ? conflict : missing.apply(wanted, names());
    }

    @Override
    public List<BundleDigest> platformBundles() {
        return platformBundles;
    }

    private List<PartName> names() {
        return parts.values().stream()
                .flatMap(ofKind -> ofKind.values().stream())
                .map(part -> new PartName(part.kind(), part.name()))
                .toList();
    }

    private SortedMap<String, PartDescription> ofKind(String kind) {
        return parts.getOrDefault(kind, new TreeMap<>());
    }
}
