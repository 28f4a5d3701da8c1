package nvae.api.cell;

import ai.djl.nn.Block;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What the architecture asks of one cell. The cell's own options come beside it.
 *
 * @param inChannels channels of the input [N,C,H,W]
 * @param resampling what the cell does to the resolution
 * @param normalization how features and weights are normalized in this place
 * @param activation makes one activation, a block [any shape] to [same shape]
 * @param gate makes the gate for so many channels, a block [N,C,H,W] to [N,C,H,W] that ends the cell's residual branch
 * @param weightNorm whether the convolutions that belong to the architecture rather than to the cell's body (those of the skip) are
 *     weight-normalized
 */
public record CellSpec(
        int inChannels, Resampling resampling, Normalization normalization, Supplier<Block> activation, IntFunction<Block> gate,
        boolean weightNorm) {

    /** The usual case: the architecture's own convolutions are weight-normalized. */
    public CellSpec(
            int inChannels, Resampling resampling, Normalization normalization, Supplier<Block> activation, IntFunction<Block> gate) {
        this(inChannels, resampling, normalization, activation, gate, true);
    }

    /** Channels of the output. */
    public int outChannels() {
        return resampling.outChannels(inChannels);
    }
}
