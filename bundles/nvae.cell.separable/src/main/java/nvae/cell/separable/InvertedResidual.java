package nvae.cell.separable;

import ai.djl.nn.Block;
import nvae.api.cell.CellSpec;
import nvae.api.cell.Normalization;
import nvae.api.cell.Resampling;
import nvae.api.layer.Chain;
import nvae.api.layer.Convolution;
import nvae.api.layer.NearestUp;

/**
 * The body of the separable cell: [nearest-neighbour up-sampling where it goes up], normalization, 1x1 expansion, normalization and
 * activation, depthwise convolution (stride 2 where it goes down), normalization and activation, 1x1 projection, normalization. A
 * convolution that a batch norm follows needs no bias.
 */
public final class InvertedResidual {
    private final CellSpec spec;
    private final int hidden;
    private final int kernel;
    private final int groups;

    /**
     * The body of this cell.
     *
     * @param groups groups of the middle convolution; 0 for one per channel
     * @throws IllegalArgumentException if the kernel is even, or the groups do not divide the hidden channels
     */
    public InvertedResidual(CellSpec spec, int expansion, int kernel, int groups) {
        this.spec = spec;
        this.hidden = expansion * spec.inChannels();
        this.kernel = kernel;
        this.groups = groups > 0 ? groups : hidden;
        if (kernel % 2 == 0) {
            throw new IllegalArgumentException("separable cell: the kernel must be odd to keep the resolution, but is " + kernel);
        }
        if (hidden % this.groups != 0) {
            throw new IllegalArgumentException("separable cell: " + groups + " groups do not divide the " + hidden + " hidden channels ("
                    + expansion + " x " + spec.inChannels() + "); choose the channels or the expansion so that they do, or groups: 0");
        }
    }

    /** A block [N,C,H,W] to [N,O,H',W'] with the sizes that the cell's resampling says. */
    public Block create(int outChannels) {
        Normalization normalization = spec.normalization();
        Chain body = new Chain();
        if (spec.resampling() == Resampling.UP) {
            body.then("up", new NearestUp());
        }
        return body.then("normalization", normalization.features(spec.inChannels()))
                .then("expansion", convolution(spec.inChannels(), hidden, 1).build())
                .then("expansionNormalization", normalization.features(hidden))
                .then("expansionActivation", spec.activation().get())
                .then("depthwise", convolution(hidden, hidden, kernel)
                        .groups(groups)
                        .stride(spec.resampling() == Resampling.DOWN ? 2 : 1)
                        .build())
                .then("depthwiseNormalization", normalization.features(hidden))
                .then("depthwiseActivation", spec.activation().get())
                .then("projection", convolution(hidden, outChannels, 1).build())
                .then("projectionNormalization", normalization.features(outChannels));
    }

    private Convolution.Builder convolution(int inChannels, int outChannels, int width) {
        Normalization normalization = spec.normalization();
        return Convolution.of(inChannels, outChannels, width)
                .bias(!normalization.normalizesFeatures())
                .weightNorm(normalization.normalizesWeights())
                .dataDependentStart(normalization.normalizesWeights() && !normalization.normalizesFeatures());
    }
}
