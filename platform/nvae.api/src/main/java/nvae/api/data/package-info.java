/** Sets of images. */
@Export
@Version("1.1.0")
package nvae.api.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
