/** The plug-ins of a running workbench: what they offer, the folder that they are dropped into, the lock file that admits them. */
@Export
@Version("1.0.0")
package nvae.host;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
