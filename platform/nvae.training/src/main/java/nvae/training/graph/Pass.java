package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import nvae.api.tensor.Noise;

/** From images and noise to what the loss is made of; lasting arrays are changed on the way. */
@FunctionalInterface
public interface Pass {
    /** Runs on this thread, while gradients are recorded; the outputs live in the manager of the images. */
    NDList run(NDArray images, Noise noise);
}
