package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import nvae.model.segment.Segments;

/** The way down: from the learned first feature, group by group, to the features that post-processing gets. */
public interface Decoder extends Block {
    /** What happens at a group. */
    interface Step {
        /** What z of a group depends on beside the state; empty if there is nothing. */
        NDList features(int group);

        /**
         * Chooses z of a group. It runs inside a segment.
         *
         * @param group its number, 0 at the top
         * @param state the decoder's state that the group's prior depends on, [N,C,H,W]
         * @param features what {@link #features} gave
         * @return z, [N,Z,H,W], and after it whatever else the group gives
         */
        NDList latent(ParameterStore store, int group, NDArray state, NDList features);

        /** Takes what a group gave beside z. */
        void done(NDList besideLatent);
    }

    /**
     * Goes down, asking for the latent variables of one group after the other.
     *
     * @param first the state at the top, [N,C,H,W], the same for every image
     * @return the state after the last group, [N,C,H,W]
     */
    NDArray descend(Segments segments, NDArray first, Step step, boolean training);

    /**
     * Takes one group's latent variables in, as one segment.
     *
     * @param states gives the next state from the state and z
     * @return the next state
     */
    static NDArray group(Segments segments, int group, NDArray state, Step step, Combination states) {
        NDList inputs = new NDList(state).addAll(step.features(group));
        NDList outputs = segments.run((store, in) -> {
            NDList latent = step.latent(store, group, in.head(), in.subNDList(1));
            return new NDList(states.next(store, in.head(), latent.head())).addAll(latent.subNDList(1));
        }, inputs);
        step.done(outputs.subNDList(1));
        return outputs.head();
    }

    /** How z enters the state. */
    @FunctionalInterface
    interface Combination {
        NDArray next(ParameterStore store, NDArray state, NDArray latent);
    }
}
