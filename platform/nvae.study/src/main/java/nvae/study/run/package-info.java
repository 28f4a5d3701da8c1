/** Trials on slots: launchers and their workers, the runner of a study, what a study costs before it runs. */
@Export
@Version("1.0.0")
package nvae.study.run;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
