/** Check-points: safetensors files that hold all that a run needs to go on bit for bit. */
@Export
@Version("1.0.0")
package nvae.training.checkpoint;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
