/** Manifests as text: files, keys with their lines, layers, and what is wrong with them. */
@Export
@Version("1.0.0")
package nvae.study.manifest;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
