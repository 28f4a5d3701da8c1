package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.LinkedHashMap;
import java.util.Map;
import nvae.api.tensor.Tensors;

/**
 * Halves H and W, [N,C,H,W] to [N,O,H/2,W/2]: swish, then four 1x1 convolutions of stride 2, each of which sees one of the four pixels
 * of every 2x2 square; their outputs are concatenated. H and W are even.
 */
public final class FactorizedReduce extends Layer {
    private static final int SIZE = 2;

    /** By the pixel that they see, counted along the rows of a square; in the order of the output channels. */
    private final Map<Integer, Convolution> pixels = new LinkedHashMap<>();
    private final int outChannels;

    /** The first three convolutions make a quarter of the output channels each, the last one the rest. */
    public FactorizedReduce(int inChannels, int outChannels, boolean weightNorm) {
        int quarter = outChannels / 4;
        this.outChannels = outChannels;
        pixels.put(0, addChildBlock("topLeft", corner(inChannels, quarter, weightNorm)));
        pixels.put(3, addChildBlock("bottomRight", corner(inChannels, quarter, weightNorm)));
        pixels.put(1, addChildBlock("topRight", corner(inChannels, quarter, weightNorm)));
        pixels.put(2, addChildBlock("bottomLeft", corner(inChannels, outChannels - 3 * quarter, weightNorm)));
    }

    private static Convolution corner(int inChannels, int outChannels, boolean weightNorm) {
        if (outChannels < 1) {
            throw new IllegalArgumentException("a factorized reduction splits its output channels in four: it needs at least 4 of them");
        }
        return Convolution.of(inChannels, outChannels, 1).stride(SIZE).weightNorm(weightNorm).build();
    }

    /** One convolution: every kernel is 2x2, and but for its own pixel zero. Four would take three shifted copies of the images. */
    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        NDArray active = Tensors.swish(x);
        NDList kernels = new NDList();
        NDList biases = new NDList();
        pixels.forEach((pixel, corner) -> {
            kernels.add(at(pixel, corner.passWeight(store, active, training), active.getManager()));
            biases.add(corner.passBias(store, active, training));
        });
        return Tensors.convolution(active, Tensors.concat(kernels, 0), Tensors.concat(biases, 0), SIZE, 0, 1, 1);
    }

    /** [O,C,1,1] to [O,C,2,2], zero but for one of the four pixels. The result belongs to the manager. */
    private static NDArray at(int pixel, NDArray weight, NDManager manager) {
        float[] place = new float[SIZE * SIZE];
        place[pixel] = 1;
        return Tensors.create(manager, place, new Shape(1, 1, SIZE, SIZE)).mul(weight);
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
