/** What follows on a step's gradients: clipping, the guard that skips a step, the optimizer, the average of the weights. */
@Export
@Version("1.0.0")
package nvae.training.update;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
