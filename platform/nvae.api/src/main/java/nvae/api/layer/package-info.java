/** Layers that cells and towers share: convolution, batch norm, resampling, the residual frame. */
@Export
@Version("1.1.0")
package nvae.api.layer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
