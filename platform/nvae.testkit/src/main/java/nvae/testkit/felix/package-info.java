/** A real Felix for tests in plain JUnit. */
@Export
@Version("1.0.0")
package nvae.testkit.felix;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
