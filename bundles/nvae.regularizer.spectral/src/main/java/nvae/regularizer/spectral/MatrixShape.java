package nvae.regularizer.spectral;

import ai.djl.ndarray.types.Shape;

/** The shape of a convolution's weight seen as a matrix: one row an output channel. */
record MatrixShape(long rows, long columns) {
    static MatrixShape of(Shape weight) {
        return new MatrixShape(weight.get(0), weight.size() / weight.get(0));
    }

    @Override
    public String toString() {
        return rows + "x" + columns;
    }
}
