package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;

/** Latent variables that are there already, z of every group, top-down. */
record GivenLatents(NDList latents) implements Decoder.Step {
    @Override
    public NDList features(int group) {
        return new NDList();
    }

    @Override
    public NDList latent(ParameterStore store, int group, NDArray state, NDList features) {
        return new NDList(latents.get(group));
    }

    @Override
    public void done(NDList besideLatent) {}
}
