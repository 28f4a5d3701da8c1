package nvae.flow.iaf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** One pass over z in one order: each element moves by what the elements before it say. Of its inputs, it uses z alone. */
public final class AutoregressiveCell extends AbstractBlock {
    private final AutoregressiveNetwork network;
    private final Transform transform;

    /**
     * A cell.
     *
     * @param latentChannels Z
     * @param expansion hidden channels for each latent channel
     * @param kernel of the depthwise convolution, odd
     * @param mirrored whether the last pixel comes first
     */
    public AutoregressiveCell(int latentChannels, int expansion, int kernel, Transform transform, boolean mirrored) {
        this.transform = transform;
        network = addChildBlock(
                "network", new AutoregressiveNetwork(latentChannels, expansion, kernel, transform.parametersPerLatent(), mirrored));
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray z = inputs.get(0);
        return transform.apply(z, network.forward(store, new NDList(z), training).singletonOrThrow());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        network.initialize(manager, type, inputs[0]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0], inputs[0]};
    }
}
