package nvae.study.plan;

import java.io.IOException;
import java.util.Map;

/** Digests of the images that datasets read. A trial's id depends on them, so that changed data is trained anew. */
@FunctionalInterface
public interface DataDigests {
    /**
     * SHA-256 over the files or resources of a dataset, in lower-case hex. Asked once for each distinct dataset of a plan.
     *
     * @param dataset the resolved slot: the key {@code name} and the dataset's options
     * @throws IOException if a file is missing, cut or of another format; the message names the file and says what was expected
     */
    String digest(Map<String, Object> dataset) throws IOException;
}
