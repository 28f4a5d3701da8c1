package nvae.likelihood.logistic;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/** How a pixel's later colours depend on its earlier ones. */
interface ColourChain {
    /** One colour, which depends on nothing. */
    ColourChain GREY = new ColourChain() {
        @Override
        public NDArray means(NDArray means, NDArray x) {
            return means;
        }

        @Override
        public NDArray follow(NDArray draws, UnaryOperator<NDArray> settle) {
            return settle.apply(draws);
        }

        @Override
        public ColourChain weighted(NDArray weights) {
            return this;
        }
    };

    /**
     * Means of each colour given the image.
     *
     * @param means on their own, [N,C,M,H,W]
     * @param x the image in [-1,1], [N,C,1,H,W]
     */
    NDArray means(NDArray means, NDArray x);

    /**
     * Colour after colour from draws that were made as if colours were independent.
     *
     * @param draws [N,C,1,H,W]
     * @param settle what a colour becomes before the next one depends on it
     */
    NDArray follow(NDArray draws, UnaryOperator<NDArray> settle);

    /** The chain of the mixture's components weighted so, [N,1,M,H,W]; it has one component. */
    ColourChain weighted(NDArray weights);
}
