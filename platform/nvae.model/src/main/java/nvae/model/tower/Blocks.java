package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;

/** Blocks with one input and one output, one after the other. */
final class Blocks {
    private Blocks() {}

    static NDArray apply(Block block, ParameterStore store, NDArray x, boolean training) {
        return block.forward(store, new NDList(x), training).singletonOrThrow();
    }

    static void initialize(List<Block> blocks, NDManager manager, DataType type, Shape... inputs) {
        Shape[] shapes = inputs;
        for (Block block : blocks) {
            block.initialize(manager, type, shapes);
            shapes = block.getOutputShapes(shapes);
        }
    }

    static Shape[] outputShapes(List<Block> blocks, Shape... inputs) {
        Shape[] shapes = inputs;
        for (Block block : blocks) {
            shapes = block.getOutputShapes(shapes);
        }
        return shapes;
    }
}
