/** What few seeds can and cannot say: paired tests and intervals, exact wherever that can be computed, and an honest verdict. */
@Export
@Version("1.1.0")
package nvae.study.statistics;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
