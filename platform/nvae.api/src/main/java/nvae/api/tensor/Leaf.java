package nvae.api.tensor;

import ai.djl.ndarray.NDArray;

/** Where a recorded graph begins. Its gradient takes no memory before a backward pass is at hand. */
public interface Leaf {
    /** The array that the graph is recorded from; the caller owns it. */
    NDArray array();

    /** A backward pass comes: where it does not reach the leaf, the gradient will be zero. */
    void expectGradient();

    /** The gradient that a backward pass has brought; the caller owns it. */
    NDArray gradient();
}
