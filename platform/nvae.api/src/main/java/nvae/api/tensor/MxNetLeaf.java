package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * A leaf of MXNet's graph. What a backward pass does not reach would be whatever the memory held; so the gradient begins as zeros.
 *
 * @param gradient without memory at first
 */
record MxNetLeaf(NDArray array, NDArray gradient) implements Leaf {
    @Override
    public void expectGradient() {
        gradient.set(new NDIndex("..."), 0f);
    }
}
