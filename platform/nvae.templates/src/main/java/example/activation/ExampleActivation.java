package example.activation;

import ai.djl.nn.Block;
import nvae.api.cell.ActivationType;
import nvae.api.layer.Pointwise;
import nvae.api.part.Options;
import nvae.api.part.Part;
import nvae.api.tensor.Tensors;
import org.osgi.service.component.annotations.Component;

/** Mish, x tanh(softplus(x)) (Misra, 2019). */
@Component
@Part(kind = ActivationType.KIND, name = "example")
public final class ExampleActivation implements ActivationType {
    @Override
    public Block create(Options options) {
        return new Pointwise(x -> x.mul(Tensors.tanh(Tensors.softplus(x))));
    }
}
