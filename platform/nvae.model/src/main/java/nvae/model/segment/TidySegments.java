package nvae.model.segment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/** Runs every segment once and frees what a cell made inside as soon as the cell has run. */
record TidySegments(ParameterStore store) implements Segments {

    @Override
    public NDList run(Segment segment, NDList inputs) {
        return segment.forward(store, inputs);
    }

    @Override
    public NDArray cell(Block cell, NDArray x, boolean training) {
        NDManager owner = x.getManager();
        try (NDManager inside = owner.newSubManager()) {
            x.tempAttach(inside);
            NDArray y = cell.forward(store, new NDList(x), training).singletonOrThrow();
            y.attach(owner);
            return y;
        }
    }

    @Override
    public NDArray cells(Block chain, NDArray x, boolean training) {
        NDArray y = x;
        for (Block cell : chain.getChildren().values()) {
            NDArray before = y;
            y = cell(cell, before, training);
            if (before != x && before != y) {
                before.close();
            }
        }
        return y;
    }
}
