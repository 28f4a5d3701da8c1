package nvae.api.training;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of constraint on a model's weights. */
@ConsumerType
public interface ConstraintType {
    String KIND = "constraint";

    /**
     * Puts a constraint on an initialized model, before its first forward pass; {@code nvae.api.layer.Convolution} takes one. It holds
     * whenever the model is used, in training and after.
     *
     * @param model the whole model; {@code nvae.api.layer.Layers} finds its convolutions
     * @param manager owns what the constraint keeps across steps
     * @param seed for random starts; the same in every variant of a study
     * @throws IllegalArgumentException if the options do not fit the model; the message says what would
     */
    Constraint create(Block model, NDManager manager, long seed, Options options);
}
