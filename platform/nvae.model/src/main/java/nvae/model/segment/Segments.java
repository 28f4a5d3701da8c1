package nvae.model.segment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.function.Predicate;

/** Runs the segments of a forward pass, one after the other. */
@FunctionalInterface
public interface Segments {
    /**
     * Runs a segment now.
     *
     * @return its outputs, to be given to later segments
     */
    NDList run(Segment segment, NDList inputs);

    /** Runs a residual cell, where most of a pass's memory is; [N,C,H,W] to [N,C',H',W']. */
    default NDArray cell(Block cell, NDArray x, boolean training) {
        return run((store, in) -> cell.forward(store, in, training), new NDList(x)).singletonOrThrow();
    }

    /** Runs the cells that are a block's children one after the other. */
    default NDArray cells(Block chain, NDArray x, boolean training) {
        NDArray y = x;
        for (Block cell : chain.getChildren().values()) {
            y = cell(cell, y, training);
        }
        return y;
    }

    /** Every segment is run as it is, once: the plain forward pass. */
    static Segments whole(ParameterStore store) {
        return (segment, inputs) -> segment.forward(store, inputs);
    }

    /**
     * Every segment is run once, and what it made inside is freed as soon as it has run, but for what an open gradient collector keeps:
     * without a collector a pass needs the memory of one segment, not of all.
     */
    static Segments tidy(ParameterStore store) {
        return tidy(store, array -> false);
    }

    /**
     * The same, but some of what a segment made inside lives as long as its input.
     *
     * @param kept whether an array is kept
     */
    static Segments tidy(ParameterStore store, Predicate<NDArray> kept) {
        return new TidySegments(store, false, kept);
    }

    /** Tidy in cells alone; what other segments made inside lives as long as their inputs. */
    static Segments tidyCells(ParameterStore store) {
        return new TidySegments(store, true, array -> false);
    }
}
