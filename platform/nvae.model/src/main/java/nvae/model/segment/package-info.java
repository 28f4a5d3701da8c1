/** A model's forward pass as a row of segments, each of which can be run again on the way back. */
@Export
@Version("1.0.0")
package nvae.model.segment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
