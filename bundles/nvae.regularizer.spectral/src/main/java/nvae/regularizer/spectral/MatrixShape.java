package nvae.regularizer.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Tensors;

/** The shape of a convolution's weight seen as a matrix: one row an output channel. */
record MatrixShape(long rows, long columns) {
    static MatrixShape of(Shape weight) {
        return new MatrixShape(weight.get(0), weight.size() / weight.get(0));
    }

    /** Weights of this shape as [K,O,rest]. Equal ones are joined before they are reshaped, which costs one copy instead of K. */
    NDArray matrices(NDList weights) {
        Shape first = weights.head().getShape();
        boolean equal = weights.stream().allMatch(weight -> weight.getShape().equals(first));
        NDList joinable = equal ? weights : new NDList(weights.stream().map(w -> w.reshape(rows, columns)).toList());
        return Tensors.concat(joinable, 0).reshape(weights.size(), rows, columns);
    }

    @Override
    public String toString() {
        return rows + "x" + columns;
    }
}
