package nvae.gate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import nvae.api.layer.Layer;
import nvae.api.layer.Linear;
import nvae.api.tensor.Tensors;

/** The gate of squeeze-and-excitation, [N,C,H,W] to [N,C,H,W]. */
final class ChannelGate extends Layer {
    private final int channels;
    private final Linear squeeze;
    private final Linear excite;

    ChannelGate(int channels, int hidden) {
        this.channels = channels;
        squeeze = addChildBlock("squeeze", new Linear(channels, hidden));
        excite = addChildBlock("excite", new Linear(hidden, channels));
    }

    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        NDArray hidden = Tensors.relu(run(squeeze, store, Tensors.meanHW(x), training));
        return Tensors.gate(x, Tensors.sigmoid(run(excite, store, hidden, training)));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape means = new Shape(inputs[0].get(0), channels);
        squeeze.initialize(manager, type, means);
        excite.initialize(manager, type, squeeze.getOutputShapes(new Shape[] {means}));
    }
}
