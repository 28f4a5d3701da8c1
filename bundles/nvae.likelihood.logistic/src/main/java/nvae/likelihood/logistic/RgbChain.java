package nvae.likelihood.logistic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.function.UnaryOperator;
import nvae.api.tensor.Tensors;

/**
 * Green's mean moves by k0 r, blue's by k1 r + k2 g.
 *
 * @param coefficients k, [N,3,M,H,W]
 */
record RgbChain(NDArray coefficients) implements ColourChain {
    private static final int COLOURS = 3;
    private static final int COLOUR_AXIS = 1;
    private static final int MIXTURE_AXIS = 2;

    @Override
    public NDArray means(NDArray means, NDArray x) {
        NDList m = colours(means);
        NDList k = colours(coefficients);
        NDArray r = colours(x).get(0);
        NDArray g = colours(x).get(1);
        return joined(m.get(0), m.get(1).add(k.get(0).mul(r)), m.get(2).add(k.get(1).mul(r)).add(k.get(2).mul(g)));
    }

    @Override
    public NDArray follow(NDArray draws, UnaryOperator<NDArray> settle) {
        NDList d = colours(draws);
        NDList k = colours(coefficients);
        NDArray r = settle.apply(d.get(0));
        NDArray g = settle.apply(d.get(1).add(k.get(0).mul(r)));
        NDArray b = settle.apply(d.get(2).add(k.get(1).mul(r)).add(k.get(2).mul(g)));
        return joined(r, g, b);
    }

    @Override
    public ColourChain weighted(NDArray weights) {
        return new RgbChain(coefficients.mul(weights).sum(new int[] {MIXTURE_AXIS}, true));
    }

    private static NDList colours(NDArray x) {
        return Tensors.split(x, COLOURS, COLOUR_AXIS);
    }

    private static NDArray joined(NDArray r, NDArray g, NDArray b) {
        return NDArrays.concat(new NDList(r, g, b), COLOUR_AXIS);
    }
}
