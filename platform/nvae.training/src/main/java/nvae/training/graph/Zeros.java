package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;

/** Zeros that are made once and last as long as a manager. Nobody changes them. */
final class Zeros {
    private final NDManager owner;
    private final Map<Shape, NDArray> made = new HashMap<>();

    Zeros(NDManager owner) {
        this.owner = owner;
    }

    NDArray of(long... shape) {
        return made.computeIfAbsent(new Shape(shape), owner::zeros);
    }
}
