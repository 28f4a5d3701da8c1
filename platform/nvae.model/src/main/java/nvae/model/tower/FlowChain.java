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
import java.util.List;

/** One group's flows, one after the other: z and the encoder's features to the new z and the log-determinant, element by element. */
public final class FlowChain extends AbstractBlock {
    private final List<Block> flows;

    /**
     * Flows on one group.
     *
     * @param flows at least one
     */
    public FlowChain(List<Block> flows) {
        this.flows = List.copyOf(flows);
        this.flows.forEach(flow -> addChildBlock("flow", flow));
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray z = inputs.get(0);
        NDArray features = inputs.get(1);
        NDArray logDeterminant = null;
        for (Block flow : flows) {
            NDList moved = flow.forward(store, new NDList(z, features), training);
            z = moved.get(0);
            logDeterminant = logDeterminant == null ? moved.get(1) : logDeterminant.add(moved.get(1));
        }
        return new NDList(z, logDeterminant);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        flows.forEach(flow -> flow.initialize(manager, type, inputs));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0], inputs[0]};
    }
}
