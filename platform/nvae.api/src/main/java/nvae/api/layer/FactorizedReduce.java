package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import nvae.api.tensor.Tensors;

/**
 * Halves H and W, [N,C,H,W] to [N,O,H/2,W/2]: swish, then four 1x1 convolutions of stride 2, each of which sees one of the four pixels
 * of every 2x2 square; their outputs are concatenated. H and W are even.
 */
public final class FactorizedReduce extends Layer {
    private final Convolution topLeft;
    private final Convolution bottomRight;
    private final Convolution topRight;
    private final Convolution bottomLeft;
    private final int outChannels;

    /** The first three convolutions make a quarter of the output channels each, the last one the rest. */
    public FactorizedReduce(int inChannels, int outChannels, boolean weightNorm) {
        int quarter = outChannels / 4;
        this.outChannels = outChannels;
        topLeft = addChildBlock("topLeft", corner(inChannels, quarter, weightNorm));
        bottomRight = addChildBlock("bottomRight", corner(inChannels, quarter, weightNorm));
        topRight = addChildBlock("topRight", corner(inChannels, quarter, weightNorm));
        bottomLeft = addChildBlock("bottomLeft", corner(inChannels, outChannels - 3 * quarter, weightNorm));
    }

    private static Convolution corner(int inChannels, int outChannels, boolean weightNorm) {
        if (outChannels < 1) {
            throw new IllegalArgumentException("a factorized reduction splits its output channels in four: it needs at least 4 of them");
        }
        return Convolution.of(inChannels, outChannels, 1).stride(2).weightNorm(weightNorm).build();
    }

    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        NDArray active = Tensors.swish(x);
        NDArray lower = from1(active, 2);
        return Tensors.concatChannels(new NDList(
                run(topLeft, store, active, training),
                run(bottomRight, store, from1(lower, 3), training),
                run(topRight, store, from1(active, 3), training),
                run(bottomLeft, store, lower, training)));
    }

    private static NDArray from1(NDArray x, int axis) {
        return Tensors.slice(x, axis, 1, x.getShape().get(axis));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return new Shape(input.get(0), outChannels, input.get(2) / 2, input.get(3) / 2);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        getChildren().values().forEach(corner -> corner.initialize(manager, type, inputs));
    }
}
