/** What a training step uses: the KL term's schedule, regularizers, constraints, optimizers, trackers. */
@Export
@Version("1.1.0")
package nvae.api.training;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
