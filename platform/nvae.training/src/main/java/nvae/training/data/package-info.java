/** From images to batches: padding, binarization, order. Everything follows from the seed, so that variants see the same data. */
@Export
@Version("1.0.0")
package nvae.training.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
