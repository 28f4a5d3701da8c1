package nvae.training;

import ai.djl.ndarray.NDArray;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Precision;

/**
 * A way from a batch to the gradients of its loss: up and down the model, the {@link Objective}, and back. Ways differ in memory and time,
 * never in what they compute.
 */
@FunctionalInterface
interface GradientPass {
    /**
     * Gives every trainable parameter the gradient of this batch's scaled loss, and moves the batch norms' running statistics once. The caller
     * has attached all that lasts to the manager of the images; nothing else that is made lives longer than that manager.
     *
     * @param x images, [N,C,H,W], padded
     * @param noise of this step
     * @param klCoefficient how much the KL term counts
     * @return the row that {@link StepTerms} reads, in the manager of the images
     */
    NDArray run(NDArray x, Noise noise, float klCoefficient);

    /** All that lasts has been given the values that it had before the latest run. */
    default void undone() {}

    /** Whether runs are one graph's by now, and if not, why. */
    default Compiled compiled() {
        return Compiled.no("this way of computing has no graph");
    }

    /** The same pass with convolutions in this precision. */
    default GradientPass in(Precision precision) {
        if (precision == Precision.FLOAT32) {
            return this;
        }
        GradientPass pass = this;
        return new GradientPass() {
            @Override
            public NDArray run(NDArray x, Noise noise, float klCoefficient) {
                try (Precision.InUse inUse = precision.use()) {
                    return pass.run(x, noise, klCoefficient);
                }
            }

            @Override
            public void undone() {
                pass.undone();
            }

            @Override
            public Compiled compiled() {
                return pass.compiled();
            }
        };
    }
}
