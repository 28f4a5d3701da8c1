package nvae.api.cell;

import ai.djl.nn.Block;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of gate on a cell's residual branch: squeeze-and-excitation, or none. */
@ConsumerType
public interface GateType {
    String KIND = "gate";

    /** A block [N,C,H,W] to [N,C,H,W]. */
    Block create(int channels, Options options);
}
