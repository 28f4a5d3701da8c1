/** The tensor vocabulary of the workbench: the one place that knows which engine is fast at what. */
@Export
@Version("1.1.0")
package nvae.api.tensor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
