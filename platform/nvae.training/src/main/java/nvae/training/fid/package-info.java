/** The Fréchet distance between the features of two sets of images, whatever computes the features. */
@Export
@Version("1.0.0")
package nvae.training.fid;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
