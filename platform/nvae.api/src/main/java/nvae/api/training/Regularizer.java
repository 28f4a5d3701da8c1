package nvae.api.training;

import ai.djl.ndarray.NDArray;

/** A penalty on a model's parameters, added to the loss. */
public interface Regularizer extends Stateful {
    /**
     * The unweighted penalty, a scalar of the recorded graph. Called once a step, after the model's forward pass, while gradients are
     * recorded.
     */
    NDArray penalty();

    /**
     * What the penalty is multiplied with.
     *
     * @param klCoefficient the step's KL coefficient in (0,1], for weights that anneal with it
     */
    float coefficient(float klCoefficient);
}
