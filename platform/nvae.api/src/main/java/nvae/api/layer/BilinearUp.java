package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import nvae.api.tensor.Tensors;

/** Doubles H and W, [N,C,H,W] to [N,O,2H,2W]: bilinear interpolation with aligned corners, then a 1x1 convolution without bias. */
public final class BilinearUp extends Layer {
    private final Convolution projection;

    public BilinearUp(int inChannels, int outChannels, boolean weightNorm) {
        projection = addChildBlock("projection", Convolution.of(inChannels, outChannels, 1).bias(false).weightNorm(weightNorm).build());
    }

    /** The projection mixes channels and the interpolation mixes pixels, so they commute: projecting the small map first is cheaper. */
    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return Tensors.upsampleBilinear(run(projection, store, x, training));
    }

    @Override
    protected Shape outputShape(Shape input) {
        Shape small = projection.getOutputShapes(new Shape[] {input})[0];
        return new Shape(small.get(0), small.get(1), 2 * small.get(2), 2 * small.get(3));
    }
}
