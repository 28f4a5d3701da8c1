package nvae.activation;

import ai.djl.nn.Block;
import nvae.api.cell.ActivationType;
import nvae.api.layer.Pointwise;
import nvae.api.part.Options;
import nvae.api.part.Part;
import nvae.api.tensor.Tensors;
import org.osgi.service.component.annotations.Component;

/** Swish, x sigmoid(x) (Ramachandran, Zoph and Le, 2017): the activation of NVAE. */
@Component
@Part(kind = ActivationType.KIND, name = "swish")
public final class Swish implements ActivationType {
    @Override
    public Block create(Options options) {
        return new Pointwise(Tensors::swish);
    }
}
