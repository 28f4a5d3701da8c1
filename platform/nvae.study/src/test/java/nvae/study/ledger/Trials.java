package nvae.study.ledger;

import java.util.List;
import java.util.Map;
import nvae.study.catalog.BundleDigest;
import nvae.study.plan.Trial;

/** Trials to keep books on. */
final class Trials {
    private Trials() {}

    static Trial trial(String variant, long seed) {
        String id = String.format("%08x", (variant + seed).hashCode()).repeat(8);
        Map<String, Object> changes = variant.equals("base") ? Map.of() : Map.of("model.cells.encoder.gate", "none");
        Map<String, Object> configuration = Map.of("model", Map.of("scales", 2L, "weightNorm", true, "temperature", 0.5));
        return new Trial(id, variant, changes, seed, configuration, List.of(new BundleDigest("nvae.gate", "0.1.0", "ab".repeat(32))));
    }
}
