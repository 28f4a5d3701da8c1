package example.cell;

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

/** A residual cell with one convolution: normalization, activation, convolution. */
@Component
@Part(kind = CellType.KIND, name = "example")
@Designate(ocd = ExampleCell.Options.class)
public final class ExampleCell implements CellType {
    @ObjectClassDefinition(name = "Example cell", description = "Normalization, activation, one convolution.")
    @interface Options {
        @AttributeDefinition(name = "Kernel", description = "Side of the kernel in pixels; odd.", min = "1", max = "11")
        int kernel() default 3;
    }

    @Override
    public Block create(CellSpec spec, nvae.api.part.Options options) {
        int kernel = options.as(Options.class).kernel();
        if (kernel % 2 == 0) {
            throw new IllegalArgumentException("the kernel must be odd to keep the resolution, but is " + kernel);
        }
        return ResidualCell.of(spec, body(spec, kernel));
    }

    private static Block body(CellSpec spec, int kernel) {
        Normalization normalization = spec.normalization();
        Chain body = new Chain()
                .then("normalization", normalization.features(spec.inChannels()))
                .then("activation", spec.activation().get());
        if (spec.resampling() == Resampling.UP) {
            body.then("up", new NearestUp());
        }
        return body.then("convolution", Convolution.of(spec.inChannels(), spec.outChannels(), kernel)
                .stride(spec.resampling() == Resampling.DOWN ? 2 : 1)
                .weightNorm(normalization.normalizesWeights())
                .build());
    }
}
