package nvae.likelihood.logistic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import nvae.api.distribution.ImageDistribution;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;

/**
 * Pixels from a mixture of discretized logistics; the component is the same for all colours of a pixel.
 *
 * @param logits of the components, [N,M,H,W]
 * @param means [N,C,M,H,W]
 * @param logScales [N,C,M,H,W]
 */
record LogisticMixture(
        NDArray logits, NDArray means, NDArray logScales, ColourChain chain, Discretization discretization, Levels levels)
        implements ImageDistribution {
    private static final int COLOUR_AXIS = 1;
    private static final int MIXTURE_AXIS = 2;

    @Override
    public NDArray logLikelihood(NDArray x) {
        // Spread over the components first: MXNet's products of arrays of two shapes have slow gradients.
        NDArray signed = Levels.signed(x).expandDims(MIXTURE_AXIS).broadcast(means.getShape());
        NDArray ofColours = discretization.logProbability(signed, chain.means(means, signed), logScales, levels);
        NDArray ofComponents = ofColours.sum(new int[] {COLOUR_AXIS}).add(logits.logSoftmax(1));
        return Tensors.sumPerImage(Tensors.logSumExp(ofComponents, 1));
    }

    /** {@inheritDoc} The temperature multiplies the noise of the component's choice and the scale of the logistic. */
    @Override
    public NDArray sample(Noise noise, float temperature) {
        NDManager manager = logits.getManager();
        NDArray gumbel = noise.gumbel(manager, "x.mixture", logits.getShape());
        NDArray component = logits.add(gumbel.mul(temperature)).argMax(1).oneHot((int) logits.size(1), DataType.FLOAT32);
        NDArray weights = component.transpose(0, 3, 1, 2).expandDims(COLOUR_AXIS);
        NDArray mean = weighted(means, weights);
        Shape image = new Shape(mean.size(0), mean.size(1), mean.size(3), mean.size(4));
        NDArray logistic = noise.logistic(manager, "x", image).expandDims(MIXTURE_AXIS);
        NDArray draws = mean.add(weighted(logScales, weights).exp().mul(temperature).mul(logistic));
        NDArray settled = chain.weighted(weights).follow(draws, x -> discretization.settled(x, levels));
        return Levels.unsigned(settled).squeeze(MIXTURE_AXIS);
    }

    /** {@inheritDoc} The components' means weighted with their probabilities, colour after colour, kept in [0,1]. */
    @Override
    public NDArray mean() {
        NDArray weights = logits.softmax(1).expandDims(COLOUR_AXIS);
        NDArray settled = chain.weighted(weights).follow(weighted(means, weights), x -> x.clip(-1, 1));
        return Levels.unsigned(settled).squeeze(MIXTURE_AXIS);
    }

    private static NDArray weighted(NDArray parameters, NDArray weights) {
        return parameters.mul(weights).sum(new int[] {MIXTURE_AXIS}, true);
    }
}
