package nvae.study.plan;

import java.util.List;
import java.util.Map;
import nvae.study.catalog.BundleDigest;

/**
 * One variant trained with one seed.
 *
 * @param id SHA-256 (hex) over the configuration, the digests of the bundles it names, the data's digest and the seed; equal ids are one
 *     trial
 * @param variant the variant's label, {@code "base"} for the unchanged one
 * @param changes what differs from the base: path to value, in the order of the axes; empty for the base
 * @param seed the seed of data order, initial weights and noise
 * @param configuration the resolved configuration, every default filled in: nested maps, lists, strings, numbers, booleans
 * @param bundles bundles that the configuration names, and the platform's
 */
public record Trial(
        String id,
        String variant,
        Map<String, Object> changes,
        long seed,
        Map<String, Object> configuration,
        List<BundleDigest> bundles) {

    /** The first characters of the id: enough for a folder's name and for a person. */
    public String shortId() {
        return id.substring(0, 12);
    }
}
