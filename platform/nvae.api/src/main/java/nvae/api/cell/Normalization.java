package nvae.api.cell;

import ai.djl.nn.Block;

/** How a cell normalizes. Weights and features are independent, so that an ablation can tell their effects apart. */
public interface Normalization {
    /** A block [N,C,H,W] to [N,C,H,W] that normalizes features before an activation: batch norm, or the identity. */
    Block features(int channels);

    /** Whether {@link #features} does anything. */
    boolean normalizesFeatures();

    /** Whether the cell's convolutions are weight-normalized. */
    boolean normalizesWeights();
}
