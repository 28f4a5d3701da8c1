package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import nvae.api.distribution.Likelihood;

/** A likelihood sums over images; here every pixel becomes an image of its own. */
final class Pixels {
    private Pixels() {}

    /**
     * Log-likelihoods pixel by pixel.
     *
     * @param raw [N,P,H,W]
     * @param x [N,C,H,W]
     * @return [N,H,W]
     */
    static NDArray logLikelihoods(Likelihood likelihood, NDArray raw, NDArray x) {
        return likelihood.of(alone(raw)).logLikelihood(alone(x)).reshape(new Shape(x.size(0), x.size(2), x.size(3)));
    }

    private static NDArray alone(NDArray x) {
        return x.transpose(0, 2, 3, 1).reshape(-1, x.size(1), 1, 1);
    }
}
