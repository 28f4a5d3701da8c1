package nvae.api.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of tracker. */
@ConsumerType
public interface TrackerType {
    String KIND = "tracker";

    /**
     * Starts, or goes on, following a trial.
     *
     * @param folder the trial's run folder; a tracker writes below it only
     * @param configuration the trial's resolved configuration
     * @param resumedAt the step that the trial goes on from, 0 for a new one; records of later steps are to be dropped
     */
    Tracker open(Path folder, Map<String, ?> configuration, long resumedAt, Options options) throws IOException;
}
