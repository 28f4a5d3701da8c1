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
import nvae.model.segment.Segments;

/** The plain VAE's way down: one group, whose latent variables a conv1x1 takes to the decoder's channels. The first feature is not used. */
public final class PlainDecoder extends AbstractBlock implements Decoder {
    private final Convolution stem;

    public PlainDecoder(int latentChannels, int channels, boolean weightNorm) {
        stem = addChildBlock("stem", Convolution.of(latentChannels, channels, 1).weightNorm(weightNorm).build());
    }

    @Override
    public NDArray descend(Segments segments, NDArray first, Step step, boolean training) {
        return Decoder.group(segments, 0, first, step, (store, unused, z) -> Blocks.apply(stem, store, training, z));
    }

    /** z alone. */
    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return stem.forward(store, inputs, training);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        stem.initialize(manager, type, inputs);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return stem.getOutputShapes(inputs);
    }
}
