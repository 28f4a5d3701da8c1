package nvae.normalization;

import ai.djl.nn.Block;
import nvae.api.cell.Normalization;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Pointwise;

/** Batch norm of the features or none, weight norm of the convolutions or none. */
record Normalizing(boolean normalizesFeatures, boolean normalizesWeights) implements Normalization {
    @Override
    public Block features(int channels) {
        return normalizesFeatures ? new BatchNorm(channels) : Pointwise.identity();
    }
}
