package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.function.UnaryOperator;

/** A function without parameters that keeps the shape, such as an activation. */
public final class Pointwise extends Layer {
    private final UnaryOperator<NDArray> function;

    public Pointwise(UnaryOperator<NDArray> function) {
        this.function = function;
    }

    /** Gives back what it gets; stands where a variant has nothing, so that the paths of its neighbours stay the same. */
    public static Pointwise identity() {
        return new Pointwise(UnaryOperator.identity());
    }

    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return function.apply(x);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }
}
