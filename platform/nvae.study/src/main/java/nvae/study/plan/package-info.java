/** From a checked manifest to trials. */
@Export
@Version("1.0.0")
package nvae.study.plan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
