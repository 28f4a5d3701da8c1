/** Trials on slots: assignments, the events that workers send, launchers. */
@Export
@Version("1.0.0")
package nvae.study.run;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
