package nvae.api.distribution;

import ai.djl.ndarray.NDArray;
import java.util.Locale;
import nvae.api.tensor.Tensors;

/** How a network's unbounded output becomes a positive scale. */
public enum ScaleMap {
    /** exp(softClamp(x)): the raw output is a log scale (NVAE). */
    EXP {
        @Override
        NDArray scale(NDArray raw, float clamp) {
            return LocationScale.clamped(raw, clamp).exp();
        }
    },
    /** softplus(x ln 2) / ln 2: 1 at 0 like exp, but linear far out, so that gradients stay bounded (Hazami et al., 2022). */
    SOFTPLUS {
        @Override
        NDArray scale(NDArray raw, float clamp) {
            return Tensors.softplus(raw.mul(LN_2)).div(LN_2);
        }
    };

    private static final double LN_2 = Math.log(2);

    abstract NDArray scale(NDArray raw, float clamp);

    /** The map that a manifest names in lower case. */
    public static ScaleMap named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
