package nvae.api.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of optimizer. */
@ConsumerType
public interface OptimizerType {
    String KIND = "optimizer";

    /**
     * An optimizer of these parameters.
     *
     * @param parameters the trainable arrays, in the order in which every step gives them
     * @param manager owns the moments and whatever else lasts
     */
    Optimizer create(NDList parameters, NDManager manager, Options options);
}
