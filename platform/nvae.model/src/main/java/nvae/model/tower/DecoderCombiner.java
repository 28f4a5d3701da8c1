package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import nvae.api.layer.Convolution;
import nvae.api.tensor.Tensors;

/** Takes a group's latent variables into the decoder's state: conv1x1 on the two concatenated. */
public final class DecoderCombiner extends AbstractBlock {
    private final Convolution projection;

    public DecoderCombiner(int channels, int latentChannels, boolean weightNorm) {
        projection = addChildBlock(
                "projection", Convolution.of(channels + latentChannels, channels, 1).weightNorm(weightNorm).build());
    }

    /** [N,C,H,W] and [N,Z,H,W] to [N,C,H,W]. */
    public NDArray combine(ParameterStore store, NDArray state, NDArray latent, boolean training) {
        return Blocks.apply(projection, store, training, Tensors.concatChannels(new NDList(state, latent)));
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(combine(store, inputs.get(0), inputs.get(1), training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape state = inputs[0];
        Shape latent = inputs[1];
        projection.initialize(manager, type, new Shape(state.get(0), state.get(1) + latent.get(1), state.get(2), state.get(3)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }
}
