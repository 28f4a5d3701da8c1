package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import nvae.api.cell.CellSpec;
import nvae.api.tensor.Tensors;

/** The frame of a residual cell, y = skip(x) + 0.1 gate(body(x)) (NVAE, section 3.1), [N,C,H,W] to [N,C',H',W']. */
public final class ResidualCell extends Layer {
    private static final float BRANCH_SCALE = 0.1f;

    private final Block skip;
    private final Block body;
    private final Block gate;

    private ResidualCell(Block skip, Block body, Block gate) {
        this.skip = addChildBlock("skip", skip);
        this.body = addChildBlock("body", body);
        this.gate = addChildBlock("gate", gate);
    }

    /**
     * The cell around this body. The skip follows the resampling: identity, {@link FactorizedReduce} or {@link BilinearUp}.
     *
     * @param body [N,C,H,W] to the shape that the specification's resampling asks for
     */
    public static ResidualCell of(CellSpec spec, Block body) {
        return new ResidualCell(skip(spec), body, spec.gate().apply(spec.outChannels()));
    }

    /** What goes past the body. */
    public Block skip() {
        return skip;
    }

    /** What the residual branch does before its gate. */
    public Block body() {
        return body;
    }

    /** What weighs the body's channels. */
    public Block gate() {
        return gate;
    }

    /** The cell's output from those of its skip and of its gate. */
    public static NDArray join(NDArray skipped, NDArray gated) {
        return Tensors.addScaled(skipped, gated, BRANCH_SCALE);
    }

    private static Block skip(CellSpec spec) {
        return switch (spec.resampling()) {
            case NONE -> Pointwise.identity();
            case DOWN -> new FactorizedReduce(spec.inChannels(), spec.outChannels(), spec.weightNorm());
            case UP -> new BilinearUp(spec.inChannels(), spec.outChannels(), spec.weightNorm());
        };
    }

    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        NDArray branch = run(gate, store, run(body, store, x, training), training);
        return join(run(skip, store, x, training), branch);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return body.getOutputShapes(new Shape[] {input})[0];
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        skip.initialize(manager, type, inputs);
        body.initialize(manager, type, inputs);
        gate.initialize(manager, type, body.getOutputShapes(inputs));
    }
}
