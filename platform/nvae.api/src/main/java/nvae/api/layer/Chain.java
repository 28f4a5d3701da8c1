package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/**
 * Blocks that run one after the other. Each has a name for its role ("normalization", "activation"), not for its class: the names make the
 * paths by which {@link ParameterStart} pairs variants.
 */
public final class Chain extends Layer {
    /** Adds a block at the end. */
    public Chain then(String role, Block block) {
        addChildBlock(role, block);
        return this;
    }

    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        NDArray y = x;
        for (Block block : children.values()) {
            y = run(block, store, y, training);
        }
        return y;
    }

    @Override
    protected Shape outputShape(Shape input) {
        Shape[] shapes = {input};
        for (Block block : children.values()) {
            shapes = block.getOutputShapes(shapes);
        }
        return shapes[0];
    }
}
