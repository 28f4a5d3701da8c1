package nvae.api.training;

import ai.djl.ndarray.NDArray;

/** A penalty on a model's parameters, added to the loss. */
public interface Regularizer extends Stateful {
    /**
     * The unweighted penalty, a scalar of the recorded graph. Called after the model's forward pass, while gradients are recorded: once a
     * step, but for two of a process's first steps, which are also followed in order to become a {@linkplain nvae.api.tensor.Tracing graph}.
     * So whatever changes from step to step belongs into the {@linkplain #state() state}, which is put back before a step is run again.
     */
    NDArray penalty();

    /**
     * What the penalty is multiplied with.
     *
     * @param klCoefficient the step's KL coefficient in (0,1], for weights that anneal with it
     */
    float coefficient(float klCoefficient);
}
