package nvae.api.training;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of regularizer. */
@ConsumerType
public interface RegularizerType {
    String KIND = "regularizer";

    /**
     * A regularizer of an initialized model.
     *
     * @param model the whole model; {@code nvae.api.layer.Layers} finds its convolutions and batch norms
     * @param manager owns what the regularizer keeps across steps
     * @param seed for random starts; the same in every variant of a study
     */
    Regularizer create(Block model, NDManager manager, long seed, Options options);
}
