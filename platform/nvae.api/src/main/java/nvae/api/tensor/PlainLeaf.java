package nvae.api.tensor;

import ai.djl.ndarray.NDArray;

/** A leaf of an engine that makes gradients when they come. */
record PlainLeaf(NDArray array) implements Leaf {
    PlainLeaf {
        array.setRequiresGradient(true);
    }

    @Override
    public void expectGradient() {}

    @Override
    public NDArray gradient() {
        return array.getGradient();
    }
}
