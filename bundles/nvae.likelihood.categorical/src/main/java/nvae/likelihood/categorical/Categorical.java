package nvae.likelihood.categorical;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import nvae.api.distribution.ImageDistribution;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;

/**
 * Channels with K values 0, 1/(K-1), ..., 1, independent of each other.
 *
 * @param logits [N,C,K,H,W]
 */
record Categorical(NDArray logits) implements ImageDistribution {
    private static final int VALUE_AXIS = 2;

    @Override
    public NDArray logLikelihood(NDArray x) {
        NDArray value = x.mul(values() - 1).round().expandDims(VALUE_AXIS);
        NDArray chosen = value.eq(indices()).toType(DataType.FLOAT32, false);
        return Tensors.sumPerImage(logits.logSoftmax(VALUE_AXIS).mul(chosen));
    }

    /** {@inheritDoc} The temperature multiplies the Gumbel noise of the choice; at temperature 0 this is the mode. */
    @Override
    public NDArray sample(Noise noise, float temperature) {
        NDArray gumbel = noise.gumbel(logits.getManager(), "x", logits.getShape());
        return logits.add(gumbel.mul(temperature)).argMax(VALUE_AXIS).toType(DataType.FLOAT32, false).div(values() - 1);
    }

    @Override
    public NDArray mean() {
        return logits.softmax(VALUE_AXIS).mul(indices()).sum(new int[] {VALUE_AXIS}).div(values() - 1).clip(0, 1);
    }

    private long values() {
        return logits.size(VALUE_AXIS);
    }

    /** 0, 1, ..., K-1 along the axis of values. */
    private NDArray indices() {
        return logits.getManager().arange((float) values()).reshape(1, 1, values(), 1, 1);
    }
}
