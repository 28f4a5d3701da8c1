package nvae.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nvae.study.catalog.BundleDigest;

/**
 * Where two configurations differ.
 *
 * @param paths the values that are not the same, in the order of the configurations
 * @param bundles those that are not of the same content; only bundles that both sides name, and those that one side alone does
 */
record ConfigurationDifference(List<Entry> paths, List<BundleEntry> bundles) {

    /** A value; null where one side has none. */
    record Entry(String path, Object a, Object b) {}

    /** A bundle; null where one side has none. */
    record BundleEntry(String symbolicName, BundleDigest a, BundleDigest b) {}

    static ConfigurationDifference of(Configured a, Configured b) {
        Map<String, Object> left = flat(a.configuration());
        Map<String, Object> right = flat(b.configuration());
        if (a.seed() != null && b.seed() != null) {
            left.put("seed", a.seed());
            right.put("seed", b.seed());
        }
        List<Entry> paths = union(left.keySet(), right.keySet()).stream()
                .filter(path -> !Objects.equals(left.get(path), right.get(path)))
                .map(path -> new Entry(path, left.get(path), right.get(path)))
                .toList();
        return new ConfigurationDifference(paths, bundles(a.bundles(), b.bundles()));
    }

    boolean isEmpty() {
        return paths.isEmpty() && bundles.isEmpty();
    }

    /** Bundles that differ in version or content. */
    static List<BundleEntry> bundles(List<BundleDigest> a, List<BundleDigest> b) {
        Map<String, BundleDigest> left = byName(a);
        Map<String, BundleDigest> right = byName(b);
        List<BundleEntry> entries = new ArrayList<>();
        for (String name : union(left.keySet(), right.keySet())) {
            if (!Objects.equals(left.get(name), right.get(name))) {
                entries.add(new BundleEntry(name, left.get(name), right.get(name)));
            }
        }
        return entries;
    }

    private static Map<String, BundleDigest> byName(List<BundleDigest> bundles) {
        return bundles.stream().collect(Collectors.toMap(
                BundleDigest::symbolicName, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    private static Map<String, Object> flat(Map<String, ?> tree) {
        Map<String, Object> flat = new LinkedHashMap<>();
        flatten("", tree, flat);
        return flat;
    }

    /** An empty mapping is a value of its own: a part without options is not the same as no part. */
    private static void flatten(String path, Object value, Map<String, Object> flat) {
        if (value instanceof Map<?, ?> branch && !branch.isEmpty()) {
            branch.forEach((key, child) -> flatten(path.isEmpty() ? String.valueOf(key) : path + "." + key, child, flat));
        } else {
            flat.put(path, value instanceof Number number ? number.doubleValue() : value);
        }
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> union = new LinkedHashSet<>(a);
        union.addAll(b);
        return union;
    }
}
