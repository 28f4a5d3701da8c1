/** What few seeds can and cannot say. */
@Export
@Version("1.0.0")
package nvae.study.statistics;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
