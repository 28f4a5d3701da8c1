package nvae.activation;

import ai.djl.nn.Block;
import nvae.api.cell.ActivationType;
import nvae.api.layer.Pointwise;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;

/** No activation. */
@Component
@Part(kind = ActivationType.KIND, name = "identity")
public final class Identity implements ActivationType {
    @Override
    public Block create(Options options) {
        return Pointwise.identity();
    }
}
