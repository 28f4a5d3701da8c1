package acme.cell.convnext;

import ai.djl.nn.Block;
import nvae.api.cell.CellSpec;
import nvae.api.cell.CellType;
import nvae.api.cell.Normalization;
import nvae.api.cell.Resampling;
import nvae.api.layer.Chain;
import nvae.api.layer.Convolution;
import nvae.api.layer.NearestUp;
import nvae.api.layer.ResidualCell;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A cell after the ConvNeXt block (Liu et al., 2022, figure 4): the depthwise convolution comes first and is wide, then one normalization,
 * an expansion, one activation, and the projection. The frame, y = skip(x) + 0.1 gate(body(x)), stays that of the workbench, so a study
 * compares bodies and nothing else.
 */
@Component
@Part(kind = CellType.KIND, name = "convnext")
@Designate(ocd = ConvNextCell.Options.class)
public final class ConvNextCell implements CellType {
    /** The block's shape. */
    @ObjectClassDefinition(name = "ConvNeXt cell")
    public @interface Options {
        @AttributeDefinition(name = "Expansion", description = "Hidden channels per output channel.", min = "1")
        int expansion() default 4;

        @AttributeDefinition(name = "Kernel", description = "Width of the depthwise convolution in pixels, odd.", min = "1")
        int kernel() default 7;
    }

    @Override
    public Block create(CellSpec spec, nvae.api.part.Options options) {
        Options given = options.as(Options.class);
        if (given.kernel() % 2 == 0) {
            throw new IllegalArgumentException("convnext cell: the kernel must be odd to keep the resolution, but is " + given.kernel());
        }
        return ResidualCell.of(spec, body(spec, given.expansion(), given.kernel()));
    }

    private static Block body(CellSpec spec, int expansion, int kernel) {
        int in = spec.inChannels();
        int out = spec.outChannels();
        int hidden = expansion * out;
        Chain body = new Chain();
        if (spec.resampling() == Resampling.UP) {
            body.then("up", new NearestUp());
        }
        return body.then("depthwise", convolution(spec, in, in, kernel)
                        .groups(in)
                        .stride(spec.resampling() == Resampling.DOWN ? 2 : 1)
                        .build())
                .then("normalization", spec.normalization().features(in))
                .then("expansion", convolution(spec, in, hidden, 1).build())
                .then("activation", spec.activation().get())
                .then("projection", convolution(spec, hidden, out, 1).build());
    }

    private static Convolution.Builder convolution(CellSpec spec, int in, int out, int width) {
        Normalization normalization = spec.normalization();
        return Convolution.of(in, out, width)
                .weightNorm(normalization.normalizesWeights())
                .dataDependentStart(normalization.normalizesWeights() && !normalization.normalizesFeatures());
    }
}
