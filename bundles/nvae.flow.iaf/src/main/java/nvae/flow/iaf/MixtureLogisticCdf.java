package nvae.flow.iaf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import nvae.api.tensor.Tensors;

/**
 * z' = exp(a) logit(F(z)) + b, with F the distribution function of a mixture of M logistics (Ho et al., 2019, section 3.2).
 *
 * @param mixtures M
 */
public record MixtureLogisticCdf(int mixtures) implements Transform {
    private static final float MIN_LOG_SCALE = -7;

    /** M logits, M means, M log scales, a, b, and one that is not used, as in NVAE. */
    @Override
    public int parametersPerLatent() {
        return 3 * mixtures + 3;
    }

    @Override
    public NDList apply(NDArray z, NDArray parameters) {
        PerLatent each = PerLatent.of(parameters, z);
        int m = mixtures;
        return apply(z, each.range(0, m), each.range(m, 2 * m), each.range(2 * m, 3 * m), each.get(3 * m), each.get(3 * m + 1));
    }

    /**
     * The new z and its log derivative.
     *
     * @param logits [N,Z,M,H,W], like means and log scales
     * @param a log factor, [N,Z,H,W]
     * @param b offset, [N,Z,H,W]
     */
    public static NDList apply(NDArray z, NDArray logits, NDArray means, NDArray logScales, NDArray a, NDArray b) {
        NDArray logWeights = logits.logSoftmax(PerLatent.AXIS);
        NDArray logScale = logScales.maximum(MIN_LOG_SCALE);
        NDArray standardized = z.expandDims(PerLatent.AXIS).sub(means).mul(logScale.neg().exp());
        NDArray logSigmoid = Tensors.softplus(standardized.neg()).neg();
        NDArray logOneMinusSigmoid = Tensors.softplus(standardized).neg();
        NDArray logCdf = mixed(logWeights.add(logSigmoid));
        NDArray logSurvival = mixed(logWeights.add(logOneMinusSigmoid));
        NDArray logDensity = mixed(logWeights.add(logSigmoid).add(logOneMinusSigmoid).sub(logScale));

        NDArray moved = a.exp().mul(logCdf.sub(logSurvival)).add(b);
        return new NDList(moved, a.add(logDensity).sub(logCdf).sub(logSurvival));
    }

    private static NDArray mixed(NDArray logTerms) {
        return Tensors.logSumExp(logTerms, PerLatent.AXIS);
    }
}
