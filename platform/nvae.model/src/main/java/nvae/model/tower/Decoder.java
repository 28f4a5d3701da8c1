package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/** The way down: from the learned first feature, group by group, to the features that post-processing gets. */
public interface Decoder extends Block {
    /** What happens at a group. */
    @FunctionalInterface
    interface Step {
        /**
         * Chooses z of a group.
         *
         * @param group its number, 0 at the top
         * @param state the decoder's state that the group's prior depends on, [N,C,H,W]
         * @return [N,Z,H,W]
         */
        NDArray latent(int group, NDArray state);
    }

    /**
     * Goes down, asking for the latent variables of one group after the other.
     *
     * @param first the state at the top, [N,C,H,W], the same for every image
     * @return the state after the last group, [N,C,H,W]
     */
    NDArray descend(ParameterStore store, NDArray first, Step step, boolean training);
}
