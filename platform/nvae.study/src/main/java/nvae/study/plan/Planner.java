package nvae.study.plan;

import java.nio.file.Path;
import nvae.study.catalog.PartCatalog;
import nvae.study.manifest.ManifestException;

/** Turns manifests into plans. */
public final class Planner {
    private final PartCatalog catalog;
    private final DataDigests data;

    public Planner(PartCatalog catalog, DataDigests data) {
        this.catalog = catalog;
        this.data = data;
    }

    /**
     * Reads and checks a manifest and lists its trials.
     *
     * @throws ManifestException with every problem found, if any of them is an error
     */
    public Plan plan(Path manifest, Overrides overrides) throws ManifestException {
        throw new UnsupportedOperationException("published for its signature; the next commit fills it in");
    }
}
