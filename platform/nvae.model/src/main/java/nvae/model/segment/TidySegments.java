package nvae.model.segment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.function.Predicate;
import nvae.api.tensor.Tensors;

/**
 * Runs every segment once and frees what it made inside as soon as it has run, but for what is kept.
 *
 * @param cellsAlone whether segments that are no cells are left as they are
 * @param kept whether an array lives as long as its segment's input
 */
record TidySegments(ParameterStore store, boolean cellsAlone, Predicate<NDArray> kept) implements Segments {

    @Override
    public NDList run(Segment segment, NDList inputs) {
        return cellsAlone || inputs.isEmpty() ? segment.forward(store, inputs) : tidy(segment, inputs);
    }

    @Override
    public NDArray cell(Block cell, NDArray x, boolean training) {
        return tidy((parameters, in) -> cell.forward(parameters, in, training), new NDList(x)).singletonOrThrow();
    }

    private NDList tidy(Segment segment, NDList inputs) {
        NDManager owner = inputs.head().getManager();
        NDManager inside = owner.newSubManager();
        try {
            inputs.forEach(input -> input.tempAttach(inside));
            NDList outputs = segment.forward(store, inputs);
            outputs.attach(owner);
            inside.getManagedArrays().stream().filter(kept).forEach(array -> array.attach(owner));
            return outputs;
        } finally {
            Tensors.close(inside);
        }
    }

    @Override
    public NDArray cells(Block chain, NDArray x, boolean training) {
        NDArray y = x;
        for (Block cell : chain.getChildren().values()) {
            NDArray before = y;
            y = cell(cell, before, training);
            if (before != x && before != y) {
                Tensors.free(before);
            }
        }
        return y;
    }
}
