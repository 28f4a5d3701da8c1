package acme.flow.planar;

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
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Planar flows, one after the other, on the channels of every pixel (Rezende and Mohamed, 2015, section 4.1). */
@Component
@Part(kind = FlowType.KIND, name = "planar")
@Designate(ocd = PlanarFlow.Options.class)
public final class PlanarFlow implements FlowType {
    @ObjectClassDefinition(name = "Planar flow", description = "z' = z + u tanh(w'z + b), the channels of a pixel at a time.")
    @interface Options {
        @AttributeDefinition(name = "Steps", description = "Planar flows that follow each other.", min = "1", max = "64")
        int steps() default 4;
    }

    @Override
    public Block create(int latentChannels, int featureChannels, nvae.api.part.Options options) {
        return new Steps(latentChannels, options.as(Options.class).steps());
    }

    /** z and features to the new z and its log-determinant, [N,Z,H,W] both; the features are not looked at. */
    private static final class Steps extends AbstractBlock {
        Steps(int latentChannels, int steps) {
            for (int step = 0; step < steps; step++) {
                addChildBlock("step" + step, new PlanarStep(latentChannels));
            }
        }

        @Override
        protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray z = inputs.get(0);
            NDArray logDeterminant = z.zerosLike();
            for (Block step : children.values()) {
                NDList moved = step.forward(store, new NDList(z), training);
                z = moved.get(0);
                logDeterminant = logDeterminant.add(moved.get(1));
            }
            return new NDList(z, logDeterminant);
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            children.values().forEach(step -> step.initialize(manager, type, inputs[0]));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {inputs[0], inputs[0]};
        }
    }
}
