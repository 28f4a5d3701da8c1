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

    /** Standard logistic numbers, made of the variable's uniform ones. */
    default NDArray logistic(NDManager manager, String variable, Shape shape) {
        NDArray u = uniform(manager, variable, shape);
        return u.log().sub(u.neg().add(1).log());
    }

    /** Standard Laplace numbers, made of the variable's uniform ones. */
    default NDArray laplace(NDManager manager, String variable, Shape shape) {
        NDArray centred = uniform(manager, variable, shape).mul(2).sub(1);
        return centred.abs().neg().add(1).log().mul(centred.sign()).neg();
    }

    /** Standard Gumbel numbers, made of the variable's uniform ones: argmax(logits + Gumbel) is a draw from softmax(logits). */
    default NDArray gumbel(NDManager manager, String variable, Shape shape) {
        return uniform(manager, variable, shape).log().neg().log().neg();
    }

    /** Noise that depends on the seed and the step alone. */
    static Noise seeded(long seed, long step) {
        return new SeededNoise(seed, step);
    }
}
