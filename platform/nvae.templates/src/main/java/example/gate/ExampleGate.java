package example.gate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import nvae.api.cell.GateType;
import nvae.api.layer.Layer;
import nvae.api.layer.Linear;
import nvae.api.part.Part;
import nvae.api.tensor.Tensors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Every channel times a share that one linear layer reads off all channels' means. */
@Component
@Part(kind = GateType.KIND, name = "example")
@Designate(ocd = ExampleGate.Options.class)
public final class ExampleGate implements GateType {
    @ObjectClassDefinition(name = "Example gate", description = "Every channel times scale sigmoid(linear(means)).")
    @interface Options {
        @AttributeDefinition(name = "Scale", description = "The largest share; with 2, features begin about as they are.", min = "0")
        double scale() default 2;
    }

    @Override
    public Block create(int channels, nvae.api.part.Options options) {
        return new Shares(channels, options.as(Options.class).scale());
    }

    /** [N,C,H,W] to [N,C,H,W]. */
    private static final class Shares extends Layer {
        private final int channels;
        private final double scale;
        private final Linear linear;

        Shares(int channels, double scale) {
            this.channels = channels;
            this.scale = scale;
            linear = addChildBlock("linear", new Linear(channels, channels));
        }

        @Override
        protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
            NDArray logits = run(linear, store, Tensors.meanHW(x), training);
            return Tensors.gate(x, Tensors.sigmoid(logits).mul(scale));
        }

        @Override
        protected Shape outputShape(Shape input) {
            return input;
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            linear.initialize(manager, type, new Shape(inputs[0].get(0), channels));
        }
    }
}
