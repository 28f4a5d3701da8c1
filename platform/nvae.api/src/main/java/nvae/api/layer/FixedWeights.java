package nvae.api.layer;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.List;
import nvae.api.tensor.Tensors;

/**
 * While it is open, the weights of a model's convolutions stay as they are: what a pass makes of a weight (its normalization, constraints, the
 * layout that the engine computes in) is made in the first pass and kept for the others. It is for a run of passes in which no parameter is
 * set: an evaluation, or samples and the batch-norm statistics for them. Passes give the parameters of convolutions' weights no gradient. When it
 * closes, nothing is left of what was kept.
 */
public final class FixedWeights implements AutoCloseable {
    private final List<Convolution> convolutions;
    private final NDManager keeper;

    private FixedWeights(List<Convolution> convolutions, NDManager keeper) {
        this.convolutions = convolutions;
        this.keeper = keeper;
    }

    /**
     * Fixes the weights of all of a model's convolutions.
     *
     * @param owner of the parameters; what is kept, at most one more copy of the weights, belongs to a sub-manager of it
     * @throws IllegalStateException if they are fixed already
     */
    public static FixedWeights of(Block model, NDManager owner) {
        List<Convolution> convolutions = Layers.in(model, Convolution.class);
        convolutions.forEach(Convolution::requireNotFixed);
        NDManager keeper = owner.newSubManager();
        convolutions.forEach(convolution -> convolution.fix(keeper));
        return new FixedWeights(convolutions, keeper);
    }

    @Override
    public void close() {
        convolutions.forEach(Convolution::release);
        Tensors.close(keeper);
    }
}
