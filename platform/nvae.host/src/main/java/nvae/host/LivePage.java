package nvae.host;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import nvae.study.run.RunControl;
import org.osgi.annotation.versioning.ProviderType;

/** Shows a study in a browser, as it runs or afterwards. It reads the study's folder and its ledger, and writes neither. */
@ProviderType
public interface LivePage {
    /**
     * Opens the page of a study.
     *
     * @param study the study's folder, with a ledger in it
     * @param control of the run, if it is this process that runs the study
     * @throws IOException if the study cannot be read or nothing can listen; the message says what to do
     */
    Open open(Path study, Optional<RunControl> control) throws IOException;

    /** A page that can be visited until it is closed. */
    interface Open extends AutoCloseable {
        /** Where, with the secret that lets a visitor in; on this machine only. */
        URI address();

        @Override
        void close();
    }
}
