package nvae.parity;

import ai.djl.ndarray.NDManager;

/** Recomputes the golden cases of one family of functions. */
interface GoldenCheck {
    /**
     * Whether it recomputes the cases of this function.
     *
     * @param file the golden file's name, e.g. {@code 02_layers}
     * @param function the function as the index spells it, e.g. {@code neural_operations.Conv2D}
     */
    boolean handles(String file, String function);

    /**
     * Recomputes one case and compares every result: each array of the case that {@link GoldenArray#expected} must reach the verdict.
     *
     * @param manager for this case's arrays; it is closed afterwards
     */
    void check(GoldenCase golden, NDManager manager, Verdict verdict);
}
