/**
 * Contract suites: a plug-in's test is one subclass of the suite of its kind. If the suite passes, the workbench can use the part.
 */
@Export
@Version("1.0.0")
package nvae.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
