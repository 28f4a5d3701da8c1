package nvae.model.segment;

import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;

/**
 * A piece of a forward pass. It may run more than once, each time with the same values, and must then do the same: noise repeats itself,
 * and what it changes in place it gets from the store.
 */
@FunctionalInterface
public interface Segment {
    /**
     * Runs the piece.
     *
     * @param store where parameters come from
     * @param inputs everything that gradients flow to, apart from parameters
     * @return everything that later segments or the loss use
     */
    NDList forward(ParameterStore store, NDList inputs);
}
