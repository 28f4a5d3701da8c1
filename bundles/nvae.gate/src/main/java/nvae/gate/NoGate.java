package nvae.gate;

import ai.djl.nn.Block;
import nvae.api.cell.GateType;
import nvae.api.layer.Pointwise;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;

/** No gate. */
@Component
@Part(kind = GateType.KIND, name = "none")
public final class NoGate implements GateType {
    @Override
    public Block create(int channels, Options options) {
        return Pointwise.identity();
    }
}
