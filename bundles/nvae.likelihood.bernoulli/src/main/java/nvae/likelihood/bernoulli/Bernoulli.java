package nvae.likelihood.bernoulli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import nvae.api.distribution.ImageDistribution;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;

/**
 * Independent binary pixels.
 *
 * @param logits log odds of a 1, [N,C,H,W]
 */
public record Bernoulli(NDArray logits) implements ImageDistribution {

    /**
     * {@inheritDoc} Pixels are 0 or 1; for values between, this is the negative cross entropy, which is no likelihood.
     */
    @Override
    public NDArray logLikelihood(NDArray x) {
        return Tensors.sumPerImage(logits.mul(x).sub(Tensors.softplus(logits)));
    }

    /** {@inheritDoc} A pixel is 1 where its logit exceeds logistic noise times the temperature; at temperature 0 this is the mode. */
    @Override
    public NDArray sample(Noise noise, float temperature) {
        NDArray logistic = noise.logistic(logits.getManager(), "x", logits.getShape());
        return logits.gt(logistic.mul(temperature)).toType(DataType.FLOAT32, false);
    }

    @Override
    public NDArray mean() {
        return Tensors.sigmoid(logits);
    }
}
