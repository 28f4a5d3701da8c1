package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** What most layers have in common: one array in, one array out, parameters whose shapes are known when the layer is built. */
public abstract class Layer extends AbstractBlock {
    /** The layer's output for one input. */
    protected abstract NDArray forward(ParameterStore store, NDArray x, boolean training);

    /** The shape that leaves for the shape that enters. */
    protected abstract Shape outputShape(Shape input);

    @Override
    protected final NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        return new NDList(forward(store, inputs.singletonOrThrow(), training));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {outputShape(inputs[0])};
    }

    /** Children run one after the other; a layer that wires them otherwise says so here. */
    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape[] shapes = inputs;
        for (Block child : getChildren().values()) {
            child.initialize(manager, type, shapes);
            shapes = child.getOutputShapes(shapes);
        }
    }

    /** Adds a trainable parameter. */
    protected final Parameter parameter(String name, Parameter.Type type, Shape shape) {
        return addParameter(Parameter.builder().setName(name).setType(type).optShape(shape).build());
    }

    /** Adds a parameter that is saved with the others but never trained. */
    protected final Parameter buffer(String name, Parameter.Type type, Shape shape) {
        return addParameter(Parameter.builder().setName(name).setType(type).optShape(shape).optRequiresGrad(false).build());
    }

    /** The array of a parameter on the input's device; null for a parameter that the layer does without. */
    protected static NDArray value(ParameterStore store, Parameter parameter, NDArray x, boolean training) {
        return store.getValue(parameter, x.getDevice(), training);
    }

    /** Runs a block of one input and one output. */
    protected static NDArray run(Block block, ParameterStore store, NDArray x, boolean training) {
        return block.forward(store, new NDList(x), training).singletonOrThrow();
    }
}
