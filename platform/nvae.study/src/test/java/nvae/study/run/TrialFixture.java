package nvae.study.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import nvae.study.catalog.BundleDigest;
import nvae.study.manifest.Sha256;
import nvae.study.plan.Trial;

/** Small trials, told apart by variant and seed. */
final class TrialFixture {
    private static final BundleDigest BUNDLE = new BundleDigest("nvae.gate", "0.1.0", "ab".repeat(32));

    private TrialFixture() {}

    /** Every variant with every seed, seed by seed. */
    static List<Trial> trials(List<String> variants, List<Long> seeds) {
        return seeds.stream().flatMap(seed -> variants.stream().map(variant -> trial(variant, seed))).toList();
    }

    static Trial trial(String variant, long seed) {
        String id = Sha256.hex((variant + "/" + seed).getBytes(StandardCharsets.UTF_8));
        return new Trial(id, variant, Map.of(), seed, Map.of("model", Map.of("scales", 2)), List.of(BUNDLE));
    }
}
