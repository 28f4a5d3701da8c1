package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/** Blocks one after the other; none is the identity. */
public final class Chain extends AbstractBlock {
    private final List<Block> blocks;

    public Chain(List<? extends Block> blocks) {
        this.blocks = List.copyOf(blocks);
        this.blocks.forEach(block -> addChildBlock(block.getClass().getSimpleName(), block));
    }

    public Chain(Block... blocks) {
        this(List.of(blocks));
    }

    /** [N,C,H,W] through all blocks. */
    public NDArray apply(ParameterStore store, NDArray x, boolean training) {
        NDArray y = x;
        for (Block block : blocks) {
            y = Blocks.apply(block, store, y, training);
        }
        return y;
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(apply(store, inputs.singletonOrThrow(), training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Blocks.initialize(blocks, manager, type, inputs);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return Blocks.outputShapes(blocks, inputs);
    }
}
