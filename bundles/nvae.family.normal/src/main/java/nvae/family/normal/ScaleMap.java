package nvae.family.normal;

import ai.djl.ndarray.NDArray;
import java.util.Locale;
import nvae.api.tensor.Tensors;

/** How a network's unbounded output becomes a standard deviation, before the floor is added. */
enum ScaleMap {
    /** exp(softClamp(x)): the raw output is a log standard deviation (NVAE). */
    EXP {
        @Override
        NDArray sigma(NDArray raw, SoftClamp clamp) {
            return clamp.of(raw).exp();
        }
    },
    /** softplus(x ln 2) / ln 2: 1 at 0 like exp, but linear far out, so that gradients stay bounded (Efficient-VDVAE). */
    SOFTPLUS {
        @Override
        NDArray sigma(NDArray raw, SoftClamp clamp) {
            return Tensors.softplus(raw.mul(LN_2)).div(LN_2);
        }
    };

    private static final double LN_2 = Math.log(2);

    abstract NDArray sigma(NDArray raw, SoftClamp clamp);

    /** The map that a manifest names. */
    static ScaleMap named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
