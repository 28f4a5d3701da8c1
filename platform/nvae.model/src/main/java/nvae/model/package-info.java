/** The hierarchical VAE: composed from parts, run forward, sampled. */
@Export
@Version("1.0.0")
package nvae.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
