package nvae.api.data;

import java.io.IOException;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of dataset. */
@ConsumerType
public interface DatasetType {
    String KIND = "dataset";

    /**
     * Opens it.
     *
     * @throws IOException if a file is missing, cut or of another format; the message names the file and says what was expected
     */
    Dataset open(Options options) throws IOException;
}
