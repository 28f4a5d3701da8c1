/** Training of one model: sections of a configuration, the training loop, what it reports. */
@Export
@Version("1.0.0")
package nvae.training;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
