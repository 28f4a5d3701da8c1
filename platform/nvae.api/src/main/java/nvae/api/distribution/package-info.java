/** Families of prior and posterior, flows on the posterior, likelihoods of images. */
@Export
@Version("1.0.0")
package nvae.api.distribution;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
