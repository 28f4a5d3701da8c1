package nvae.api.distribution;

import ai.djl.nn.Block;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of normalizing flow on a group's posterior sample (NVAE, section 3.2). */
@ConsumerType
public interface FlowType {
    String KIND = "flow";

    /**
     * One flow: a block with two inputs, z [N,Z,H,W] and the encoder's features [N,C,H,W], and two outputs, the new z [N,Z,H,W] and the
     * log-determinant of the Jacobian element by element [N,Z,H,W].
     *
     * @param latentChannels Z
     * @param featureChannels C; a flow may ignore the features
     */
    Block create(int latentChannels, int featureChannels, Options options);
}
