package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import nvae.model.segment.Segments;

/**
 * The bottom-up tower, from the largest resolution to the smallest. After the cells of every group but the top one, the features are kept
 * for the way down, where a combiner joins them with the decoder's state.
 */
public final class EncoderTower extends AbstractBlock {
    /** A cell, or a combiner: the point at which features are kept. */
    private final List<Block> stages = new ArrayList<>();
    /** Group 1 first. */
    private final Deque<EncoderCombiner> combiners = new ArrayDeque<>();

    /** The next cell, bottom-up. */
    public void cell(String name, Block cell) {
        stages.add(addChildBlock(name, cell));
    }

    /** The point at which the features for the next group, bottom-up, are ready. */
    public void combiner(String name, EncoderCombiner combiner) {
        stages.add(addChildBlock(name, combiner));
        combiners.addFirst(combiner);
    }

    /** What the way up found. */
    public EncoderFeatures climb(Segments segments, NDArray x, boolean training) {
        Deque<NDArray> kept = new ArrayDeque<>();
        NDArray y = x;
        for (Block stage : stages) {
            if (stage instanceof EncoderCombiner) {
                kept.addFirst(y);
            } else {
                y = segments.cell(stage, y, training);
            }
        }
        return new EncoderFeatures(y, List.copyOf(kept));
    }

    /** The combiners, that of group 1 first; group 0 has none. */
    public List<EncoderCombiner> combiners() {
        return List.copyOf(combiners);
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        EncoderFeatures features = climb(Segments.whole(store), inputs.singletonOrThrow(), training);
        NDList all = new NDList(features.top());
        all.addAll(features.kept());
        return all;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape shape = inputs[0];
        for (Block stage : stages) {
            if (stage instanceof EncoderCombiner combiner) {
                combiner.initialize(manager, type, shape, combiner.stateShape(shape));
            } else {
                stage.initialize(manager, type, shape);
                shape = stage.getOutputShapes(new Shape[] {shape})[0];
            }
        }
    }

    /** The top's features, then those that are kept, group 1 first. */
    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Deque<Shape> shapes = new ArrayDeque<>();
        Shape shape = inputs[0];
        for (Block stage : stages) {
            if (stage instanceof EncoderCombiner) {
                shapes.addFirst(shape);
            } else {
                shape = stage.getOutputShapes(new Shape[] {shape})[0];
            }
        }
        shapes.addFirst(shape);
        return shapes.toArray(Shape[]::new);
    }
}
