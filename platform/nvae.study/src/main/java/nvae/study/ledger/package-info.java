/**
 * What has become of each trial of a study. The host keeps it through {@link nvae.study.ledger.Ledger#open}; a report, or a second
 * terminal, looks through {@link nvae.study.ledger.Ledger#read}.
 */
@Export
@Version("1.0.0")
package nvae.study.ledger;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
