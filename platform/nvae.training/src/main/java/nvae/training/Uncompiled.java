package nvae.training;

import ai.djl.ndarray.NDArray;
import nvae.api.tensor.Noise;

/**
 * A pass that stays as it is.
 *
 * @param compiled why
 */
record Uncompiled(GradientPass pass, Compiled compiled) implements GradientPass {
    @Override
    public NDArray run(NDArray x, Noise noise, float klCoefficient) {
        return pass.run(x, noise, klCoefficient);
    }

    @Override
    public void undone() {
        pass.undone();
    }
}
