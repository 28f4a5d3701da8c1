package nvae.flow.iaf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layer;
import nvae.api.tensor.Tensors;

/**
 * From z [N,Z,H,W] to P parameters for each of its elements, [N,ZP,H,W]; those of an element depend on elements before it alone: masked
 * convolutions 3x3, depthwise, 1x1. Its output starts small, so that a flow starts near the identity.
 */
final class AutoregressiveNetwork extends Layer {
    private static final int FIRST_KERNEL = 3;
    private static final float START_SCALE = 0.1f;

    private final Convolution first;
    private final Convolution depthwise;
    private final Convolution last;

    /**
     * A network.
     *
     * @param latentChannels Z
     * @param expansion hidden channels for each latent channel
     * @param kernel of the depthwise convolution, odd
     * @param parametersPerLatent P
     * @param mirrored whether the last pixel comes first
     */
    AutoregressiveNetwork(int latentChannels, int expansion, int kernel, int parametersPerLatent, boolean mirrored) {
        int hidden = latentChannels * expansion;
        int outputs = latentChannels * parametersPerLatent;
        first = addChildBlock("first", Convolution.of(latentChannels, hidden, FIRST_KERNEL)
                .mask(new AutoregressiveMask(latentChannels, hidden, FIRST_KERNEL, 1, true, mirrored).values())
                .bias(false)
                .build());
        depthwise = addChildBlock("depthwise", Convolution.of(hidden, hidden, kernel)
                .groups(hidden)
                .mask(new AutoregressiveMask(hidden, hidden, kernel, hidden, false, mirrored).values())
                .bias(false)
                .build());
        last = addChildBlock("last", Convolution.of(hidden, outputs, 1)
                .mask(new AutoregressiveMask(hidden, outputs, 1, 1, false, mirrored).values())
                .startScale(START_SCALE)
                .build());
    }

    @Override
    protected NDArray forward(ParameterStore store, NDArray z, boolean training) {
        NDArray hidden = Tensors.elu(run(first, store, z, training));
        // twice ELU: one ends the hidden layers, one begins the output layer, as in NVAE
        hidden = Tensors.elu(Tensors.elu(run(depthwise, store, hidden, training)));
        return run(last, store, hidden, training);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return last.getOutputShapes(new Shape[] {input})[0];
    }
}
