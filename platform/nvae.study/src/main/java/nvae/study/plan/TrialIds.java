package nvae.study.plan;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.study.catalog.BundleDigest;
import nvae.study.manifest.Sha256;
import nvae.study.schema.Schema;

/** Ids of trials: equal ids mean equal results, so what has run once is not run again. */
final class TrialIds {
    private TrialIds() {}

    /** What a configuration computes: without the keys that only say where. Two variants with this in common are one. */
    static Map<String, Object> computed(Map<String, Object> configuration) {
        Map<String, Object> computed = new LinkedHashMap<>(configuration);
        computed.keySet().removeAll(Schema.RESOURCES);
        return computed;
    }

    /** SHA-256 over the canonical JSON of all that a result depends on. Names of studies and variants are not in it. */
    static String of(Map<String, Object> configuration, List<BundleDigest> bundles, String data, long seed) {
        List<String> digests = bundles.stream().map(bundle -> bundle.symbolicName() + " " + bundle.sha256()).sorted().toList();
        Map<String, Object> identity = Map.of("configuration", computed(configuration), "bundles", digests, "data", data, "seed", seed);
        return Sha256.hex(CanonicalJson.of(identity).getBytes(StandardCharsets.UTF_8));
    }
}
