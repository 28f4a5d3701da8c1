package nvae.host;

import nvae.study.catalog.PartCatalog;
import org.osgi.annotation.versioning.ProviderType;

/** The parts of the bundles that are installed in this host. */
@ProviderType
public interface PartRegistry {
    /**
     * The parts that are usable now. Plug-ins that come, change or go later do not change the snapshot, and a worker that is started from
     * it gets the very bundles that it names: their jars are kept by digest.
     */
    PartCatalog snapshot();
}
