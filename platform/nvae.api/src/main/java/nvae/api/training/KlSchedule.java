package nvae.api.training;

import ai.djl.ndarray.NDArray;

/** How the KL term enters the loss in the course of a run: how much it counts, and how it is shared among the groups. */
public interface KlSchedule extends Stateful {
    /**
     * How much the KL term counts at a step: in (0,1], 1 once it counts in full. Weights of regularizers may anneal with it.
     *
     * @param step counted from 0
     */
    float coefficient(long step);

    /**
     * The KL term of the loss, part of the recorded graph.
     *
     * @param klPerGroup KL of every image and group in nats, [N,G], groups top-down; single values may be negative where a flow is on
     * @param coefficient what {@link #coefficient} gave for this step
     * @return [N]
     */
    NDArray term(NDArray klPerGroup, float coefficient);
}
