/** What a study knows of the parts that are installed: names, options, digests. */
@Export
@Version("1.0.0")
package nvae.study.catalog;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
