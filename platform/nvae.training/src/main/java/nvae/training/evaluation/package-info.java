/** What a trained model is worth: bounds on the test set, active units, samples, reconstructions. */
@Export
@Version("1.0.0")
package nvae.training.evaluation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
