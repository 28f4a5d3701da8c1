/** What a residual cell is made of: cell, normalization, activation, gate. */
@Export
@Version("1.0.0")
package nvae.api.cell;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
