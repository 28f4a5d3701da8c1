/** How a plug-in names its parts, and how their options reach them. */
@Export
@Version("1.0.0")
package nvae.api.part;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
