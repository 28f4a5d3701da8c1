package nvae.activation;

import ai.djl.nn.Block;
import nvae.api.cell.ActivationType;
import nvae.api.layer.Pointwise;
import nvae.api.part.Options;
import nvae.api.part.Part;
import nvae.api.tensor.Tensors;
import org.osgi.service.component.annotations.Component;

/** GELU (Hendrycks and Gimpel, 2016). */
@Component
@Part(kind = ActivationType.KIND, name = "gelu")
public final class Gelu implements ActivationType {
    @Override
    public Block create(Options options) {
        return new Pointwise(Tensors::gelu);
    }
}
