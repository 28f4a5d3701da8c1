package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Where a model's random numbers come from. Numbers are named by the variable that they are for, so that two variants of a model draw the
 * same noise for the variable that they share, on every engine.
 */
public interface Noise {
    /** Standard normal numbers. */
    NDArray normal(NDManager manager, String variable, Shape shape);

    /** Numbers uniform in (0,1), both ends excluded. */
    NDArray uniform(NDManager manager, String variable, Shape shape);

    /** Noise that depends on the seed and the step alone. */
    static Noise seeded(long seed, long step) {
        return new SeededNoise(seed, step);
    }
}
