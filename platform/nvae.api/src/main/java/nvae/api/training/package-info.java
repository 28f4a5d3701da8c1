/** What a training step uses: regularizers, optimizers, trackers. */
@Export
@Version("1.0.0")
package nvae.api.training;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
