package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import nvae.api.tensor.Tensors;

/**
 * Batch norm over N, H and W, [N,C,H,W] to [N,C,H,W]. The running statistics move in every training forward pass, with or without a
 * backward pass after it; the running variance is the unbiased one.
 */
public final class BatchNorm extends Layer {
    private final float epsilon;
    private final float momentum;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter runningMean;
    private final Parameter runningVariance;

    /** Batch norm with epsilon 1e-5 and momentum 0.05 (NVAE, appendix). */
    public BatchNorm(int channels) {
        this(channels, 1e-5f, 0.05f);
    }

    /**
     * Batch norm.
     *
     * @param epsilon added to the variance
     * @param momentum share of the batch in the running statistics' next values
     */
    public BatchNorm(int channels, float epsilon, float momentum) {
        this.epsilon = epsilon;
        this.momentum = momentum;
        Shape shape = new Shape(channels);
        gamma = parameter("gamma", Parameter.Type.GAMMA, shape);
        beta = parameter("beta", Parameter.Type.BETA, shape);
        runningMean = buffer("runningMean", Parameter.Type.RUNNING_MEAN, shape);
        runningVariance = buffer("runningVariance", Parameter.Type.RUNNING_VAR, shape);
    }

    /** The scale gamma, [C], which batch-norm regularization bounds. */
    public NDArray gamma() {
        return gamma.getArray();
    }

    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return Tensors.batchNorm(
                x,
                value(store, runningMean, x, training),
                value(store, runningVariance, x, training),
                value(store, gamma, x, training),
                value(store, beta, x, training),
                epsilon,
                momentum,
                training);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }
}
