package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/** Runs blocks. */
public final class Blocks {
    private Blocks() {}

    /** The only output of a block for these inputs. */
    public static NDArray apply(Block block, ParameterStore store, boolean training, NDArray... inputs) {
        return block.forward(store, new NDList(inputs), training).singletonOrThrow();
    }
}
