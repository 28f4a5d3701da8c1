/** One trial in one JVM. */
@Export
@Version("1.0.0")
package nvae.worker;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
