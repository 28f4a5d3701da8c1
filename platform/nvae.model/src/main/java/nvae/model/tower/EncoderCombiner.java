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

/** Joins what the encoder saw with what the decoder knows: features + conv1x1(state), of the encoder's channels. */
public final class EncoderCombiner extends AbstractBlock {
    private final int decoderChannels;
    private final Convolution projection;

    public EncoderCombiner(int encoderChannels, int decoderChannels, boolean weightNorm) {
        this.decoderChannels = decoderChannels;
        projection = addChildBlock("projection", Convolution.of(decoderChannels, encoderChannels, 1).weightNorm(weightNorm).build());
    }

    /** [N,Ce,H,W] and [N,Cd,H,W] to [N,Ce,H,W]. */
    public NDArray combine(ParameterStore store, NDArray features, NDArray state, boolean training) {
        return features.add(Blocks.apply(projection, store, training, state));
    }

    /** The shape of the decoder's state that goes with features of this shape. */
    Shape stateShape(Shape features) {
        return new Shape(features.get(0), decoderChannels, features.get(2), features.get(3));
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(combine(store, inputs.get(0), inputs.get(1), training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        projection.initialize(manager, type, inputs[1]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }
}
