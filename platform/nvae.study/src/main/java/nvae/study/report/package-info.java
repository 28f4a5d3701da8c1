/** What a study found, as a page and as tables. */
@Export
@Version("1.0.0")
package nvae.study.report;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
