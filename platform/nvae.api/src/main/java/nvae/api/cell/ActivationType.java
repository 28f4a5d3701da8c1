package nvae.api.cell;

import ai.djl.nn.Block;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of activation: a block that keeps the shape of its input. */
@ConsumerType
public interface ActivationType {
    String KIND = "activation";

    Block create(Options options);
}
