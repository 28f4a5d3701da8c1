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
import java.util.ArrayList;
import java.util.List;
import nvae.model.segment.Segments;

/** The top-down tower, from the smallest resolution to the largest: cells, then a combiner that takes in the group's latent variables. */
public final class DecoderTower extends AbstractBlock implements Decoder {
    private final int latentChannels;
    /** A cell, or a combiner: the point at which latent variables come in. */
    private final List<Block> stages = new ArrayList<>();

    public DecoderTower(int latentChannels) {
        this.latentChannels = latentChannels;
    }

    /** The next cell, top-down. */
    public void cell(String name, Block cell) {
        stages.add(addChildBlock(name, cell));
    }

    /** The point at which the next group's latent variables come in. */
    public void combiner(String name, DecoderCombiner combiner) {
        stages.add(addChildBlock(name, combiner));
    }

    @Override
    public NDArray descend(Segments segments, NDArray first, Step step, boolean training) {
        NDArray state = first;
        int group = 0;
        for (Block stage : stages) {
            if (stage instanceof DecoderCombiner combiner) {
                state = Decoder.group(segments, group, state, step, (store, before, z) -> combiner.combine(store, before, z, training));
                group++;
            } else {
                state = segments.cell(stage, state, training);
            }
        }
        return state;
    }

    /** The first state, then z of every group, top-down. */
    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(descend(Segments.whole(store), inputs.head(), new GivenLatents(inputs.subNDList(1)), training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape shape = inputs[0];
        for (Block stage : stages) {
            if (stage instanceof DecoderCombiner) {
                stage.initialize(manager, type, shape, latentShape(shape));
            } else {
                stage.initialize(manager, type, shape);
                shape = stage.getOutputShapes(new Shape[] {shape})[0];
            }
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape[] shapes = {inputs[0]};
        for (Block stage : stages) {
            shapes = stage instanceof DecoderCombiner ? shapes : stage.getOutputShapes(shapes);
        }
        return shapes;
    }

    private Shape latentShape(Shape state) {
        return new Shape(state.get(0), latentChannels, state.get(2), state.get(3));
    }
}
