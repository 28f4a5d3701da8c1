package nvae.api.training;

import ai.djl.ndarray.NDManager;
import java.util.List;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of schedule of the KL term: annealing, balancing, free bits. */
@ConsumerType
public interface KlScheduleType {
    String KIND = "kl";

    /**
     * The schedule of a run.
     *
     * @param groupsPerScale groups of latent variables, from the largest resolution to the smallest
     * @param steps of the whole run
     * @param manager owns what the schedule keeps across steps
     */
    KlSchedule create(List<Integer> groupsPerScale, long steps, NDManager manager, Options options);
}
