package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import nvae.api.layer.Layer;
import nvae.api.tensor.Tensors;

/** The ELU between the towers and what is attached to them; the cells choose their own activation. */
public final class Elu extends Layer {

    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return Tensors.elu(x);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }
}
