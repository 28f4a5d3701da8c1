/** What changes from step to step by plan: the learning rate. */
@Export
@Version("1.0.0")
package nvae.training.schedule;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
