package nvae.flow.iaf;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Two cells in opposite raster orders, so that every element comes to see every other one. */
public final class PairedCells extends AbstractBlock {
    private final AutoregressiveCell forwards;
    private final AutoregressiveCell backwards;

    /**
     * Two cells of one kind.
     *
     * @param latentChannels Z
     * @param expansion hidden channels for each latent channel
     * @param kernel of the depthwise convolutions, odd
     */
    public PairedCells(int latentChannels, int expansion, int kernel, Transform transform) {
        forwards = addChildBlock("forwards", new AutoregressiveCell(latentChannels, expansion, kernel, transform, false));
        backwards = addChildBlock("backwards", new AutoregressiveCell(latentChannels, expansion, kernel, transform, true));
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        NDList first = forwards.forward(store, inputs, training);
        NDList second = backwards.forward(store, new NDList(first.get(0)), training);
        return new NDList(second.get(0), first.get(1).add(second.get(1)));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        forwards.initialize(manager, type, inputs[0]);
        backwards.initialize(manager, type, inputs[0]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0], inputs[0]};
    }
}
