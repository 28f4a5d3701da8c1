package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import nvae.api.tensor.Noise;

/** From images and noise to what the loss is made of; lasting arrays are changed on the way. */
@FunctionalInterface
public interface Pass {
    /** Runs on this thread, while gradients are recorded. */
    Run run(NDArray images, Noise noise);

    /** A pass that has gone forward. */
    interface Run {
        /** What the loss is made of; it lives in the manager of the images. */
        NDList results();

        /** Goes on to the parameters, after the caller's own backward pass to the results. */
        void backward(GradientCollector collector);
    }
}
