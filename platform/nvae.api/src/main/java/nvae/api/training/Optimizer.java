package nvae.api.training;

import ai.djl.ndarray.NDList;

/** Moves parameters against their gradients. */
public interface Optimizer extends Stateful {
    /**
     * One step, in place.
     *
     * @param parameters the arrays given to {@link OptimizerType#create}, in that order
     * @param gradients their gradients, in the same order
     * @param learningRate this step's learning rate
     */
    void step(NDList parameters, NDList gradients, float learningRate);
}
