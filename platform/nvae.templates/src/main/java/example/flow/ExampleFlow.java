package example.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import nvae.api.distribution.FlowType;
import nvae.api.layer.Convolution;
import nvae.api.part.Part;
import nvae.api.tensor.Tensors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** z' = exp(s) z + t, with s and t read off the encoder's features pixel by pixel. */
@Component
@Part(kind = FlowType.KIND, name = "example")
@Designate(ocd = ExampleFlow.Options.class)
public final class ExampleFlow implements FlowType {
    @ObjectClassDefinition(name = "Example flow", description = "Scales and shifts z by what the encoder's features say.")
    @interface Options {
        @AttributeDefinition(name = "Bound", description = "Largest |log scale| of one step.", min = "0.01")
        double bound() default 1;
    }

    @Override
    public Block create(int latentChannels, int featureChannels, nvae.api.part.Options options) {
        return new Affine(latentChannels, featureChannels, (float) options.as(Options.class).bound());
    }

    /** z [N,Z,H,W] and features [N,C,H,W] to the new z and its log-determinant, [N,Z,H,W] both. */
    private static final class Affine extends AbstractBlock {
        private final float bound;
        private final Block head;

        Affine(int latentChannels, int featureChannels, float bound) {
            this.bound = bound;
            // Starts small, so that a new flow is near the identity.
            head = addChildBlock("head", Convolution.of(featureChannels, 2 * latentChannels, 1).weightNorm(false).startScale(0.1f).build());
        }

        @Override
        protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDList halves = Tensors.split(head.forward(store, new NDList(inputs.get(1)), training).singletonOrThrow(), 2, 1);
            NDArray logScale = Tensors.softClamp(halves.get(0), bound);
            return new NDList(inputs.get(0).mul(logScale.exp()).add(halves.get(1)), logScale);
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            head.initialize(manager, type, inputs[1]);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {inputs[0], inputs[0]};
        }
    }
}
