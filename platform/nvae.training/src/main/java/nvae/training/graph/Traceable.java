package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import nvae.api.tensor.Noise;
import nvae.model.segment.Segments;

/** A pass that can be followed segment by segment. Lasting arrays are read, and changed through {@code Tensors} alone. */
@FunctionalInterface
public interface Traceable {
    /** Runs on this thread, while gradients are recorded. */
    NDList run(Segments segments, NDArray images, Noise noise);
}
