package nvae.likelihood.logistic;

import ai.djl.ndarray.NDArray;

/**
 * The values of a channel of so many bits, 0 to 1 in equal distances, and seen as -1 to 1: there the logistics live, each value with a bin
 * around it.
 */
record Levels(int bits) {
    /** Half the width of a bin on [-1,1]. */
    double halfBin() {
        return 1.0 / ((1 << bits) - 1);
    }

    /** From [0,1] to [-1,1]. */
    static NDArray signed(NDArray x) {
        return x.mul(2).sub(1);
    }

    /** From [-1,1] to [0,1]. */
    static NDArray unsigned(NDArray x) {
        return x.mul(0.5).add(0.5);
    }

    /** The value in [-1,1] in whose bin x is; the first and the last bin have no end. */
    NDArray nearest(NDArray x) {
        double bin = 2 * halfBin();
        return x.clip(-1, 1).add(1).div(bin).round().mul(bin).sub(1);
    }
}
