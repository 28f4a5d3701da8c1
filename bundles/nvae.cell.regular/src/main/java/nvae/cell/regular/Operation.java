package nvae.cell.regular;

import ai.djl.nn.Block;
import nvae.api.cell.CellSpec;
import nvae.api.cell.Normalization;
import nvae.api.cell.Resampling;
import nvae.api.layer.Chain;
import nvae.api.layer.Convolution;
import nvae.api.layer.NearestUp;

/**
 * One operation of the cell: normalization, activation, nearest-neighbour up-sampling where it goes up, convolution. Where weights are
 * normalized but features are not, the convolution starts from the data, since nothing else sets the scale of the features (Salimans
 * and Kingma, 2016, section 3).
 */
public final class Operation {
    private final CellSpec spec;
    private final int kernel;

    /** An operation with the normalization and the activation of this cell. */
    public Operation(CellSpec spec, int kernel) {
        this.spec = spec;
        this.kernel = kernel;
    }

    /** A block [N,C,H,W] to [N,O,H',W'] with the sizes that the resampling says. */
    public Block create(int inChannels, int outChannels, Resampling resampling, int dilation) {
        Normalization normalization = spec.normalization();
        Chain operation = new Chain()
                .then("normalization", normalization.features(inChannels))
                .then("activation", spec.activation().get());
        if (resampling == Resampling.UP) {
            operation.then("up", new NearestUp());
        }
        return operation.then("convolution", Convolution.of(inChannels, outChannels, kernel)
                .stride(resampling == Resampling.DOWN ? 2 : 1)
                .dilation(dilation)
                .weightNorm(normalization.normalizesWeights())
                .dataDependentStart(normalization.normalizesWeights() && !normalization.normalizesFeatures())
                .build());
    }
}
