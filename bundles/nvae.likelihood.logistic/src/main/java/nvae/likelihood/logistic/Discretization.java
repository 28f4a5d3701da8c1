package nvae.likelihood.logistic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Locale;
import nvae.api.tensor.Tensors;

/** What the probability of a value is under a logistic distribution. */
enum Discretization {
    /**
     * The NVAE program's rule, for comparison with its numbers: everything above 0.99 counts as the last bin, which at 8 bits takes in the
     * last value but one, so that probabilities do not sum to one near white; a bin with less than 1e-5 gets its density times its width.
     * Samples are not rounded to values.
     */
    REFERENCE {
        @Override
        NDArray logProbability(NDArray x, NDArray mean, NDArray logScale, Levels levels) {
            NDArray inverseScale = logScale.neg().exp();
            NDArray centred = x.sub(mean);
            NDArray lowest = mask(x.lt(LOWEST_BELOW));
            NDArray edge = lowest.add(mask(x.gt(HIGHEST_ABOVE)));
            NDArray inside = not(edge);

            // One softplus does for all: of minus the lowest bin's end, of the highest bin's beginning, of the middle of the others.
            NDArray end = centred.mul(not(lowest.mul(2))).sub(edge.mul(levels.halfBin())).mul(inverseScale);
            NDArray logDensity = end.sub(logScale).add(Math.log(2 * levels.halfBin()));
            NDArray endOrDensity = inside.mul(logDensity).sub(inside.add(1).mul(Tensors.softplus(end)));

            NDArray above = Tensors.sigmoid(centred.add(levels.halfBin()).mul(inverseScale));
            NDArray below = Tensors.sigmoid(centred.sub(levels.halfBin()).mul(inverseScale));
            NDArray mass = above.sub(below);
            NDArray thick = mask(inside.mul(mass).gt(THIN));
            return thick.mul(mass.clip(LEAST, 1).log()).add(not(thick).mul(endOrDensity));
        }

        @Override
        NDArray settled(NDArray x, Levels levels) {
            return x.clip(-1, 1);
        }
    },
    /**
     * The logistic's mass between the edges of the value's bin, the first and the last bin without end, so that probabilities sum to one.
     * With a and b the standardized edges, sigmoid(a) - sigmoid(b) = sigmoid(a) sigmoid(-b) (1 - exp(b - a)): nothing cancels.
     */
    EXACT {
        @Override
        NDArray logProbability(NDArray x, NDArray mean, NDArray logScale, Levels levels) {
            NDArray inverseScale = logScale.neg().exp();
            NDArray centred = x.sub(mean);
            NDArray above = centred.add(levels.halfBin()).mul(inverseScale);
            NDArray below = centred.sub(levels.halfBin()).mul(inverseScale);
            NDArray hasLower = mask(x.gt(levels.halfBin() - 1));
            NDArray hasUpper = mask(x.lt(1 - levels.halfBin()));

            // 1 - exp(-d) = 2 t / (1 + t) with t = tanh(d / 2), right for small d too
            NDArray t = Tensors.tanh(inverseScale.mul(levels.halfBin()));
            NDArray logWidth = t.mul(2).div(t.add(1)).log();
            return hasLower.mul(hasUpper).mul(logWidth)
                    .sub(hasUpper.mul(Tensors.softplus(above.neg())))
                    .sub(hasLower.mul(Tensors.softplus(below)));
        }

        @Override
        NDArray settled(NDArray x, Levels levels) {
            return levels.nearest(x);
        }
    };

    private static final float LOWEST_BELOW = -0.999f;
    private static final float HIGHEST_ABOVE = 0.99f;
    private static final float THIN = 1e-5f;
    private static final float LEAST = 1e-10f;

    /**
     * Log probability of values.
     *
     * @param x values in [-1,1]; its shape broadcasts to the others'
     * @param mean of the logistic
     * @param logScale of the logistic
     */
    abstract NDArray logProbability(NDArray x, NDArray mean, NDArray logScale, Levels levels);

    /** What a draw of the logistic becomes in an image, in [-1,1]. */
    abstract NDArray settled(NDArray x, Levels levels);

    /** The rule that a manifest names. */
    static Discretization named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static NDArray mask(NDArray condition) {
        return condition.toType(DataType.FLOAT32, false);
    }

    private static NDArray not(NDArray mask) {
        return mask.neg().add(1);
    }
}
