package nvae.cell.regular;

import ai.djl.nn.Block;
import nvae.api.cell.CellSpec;
import nvae.api.cell.CellType;
import nvae.api.cell.Resampling;
import nvae.api.layer.Chain;
import nvae.api.layer.ResidualCell;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The regular residual cell, the encoder's in NVAE (figure 3b): one or two operations of normalization, activation and convolution. The
 * first operation changes resolution and channels.
 */
@Component
@Part(kind = CellType.KIND, name = "regular")
@Designate(ocd = RegularCell.Options.class)
public final class RegularCell implements CellType {
    /** The cell's shape. */
    @ObjectClassDefinition(name = "Regular residual cell")
    public @interface Options {
        @AttributeDefinition(name = "Operations", description = "Operations of normalization, activation and convolution.", min = "1", max = "2")
        int operations() default 2;

        @AttributeDefinition(name = "Kernel", description = "Width of the convolutions in pixels, odd.", min = "1")
        int kernel() default 3;

        @AttributeDefinition(name = "Dilation", description = "Dilation of the convolutions.", min = "1")
        int dilation() default 1;

        @AttributeDefinition(
                name = "Second dilation", description = "Dilation of the second operation; 0 means that of the first.", min = "0")
        int secondDilation() default 0;
    }

    @Override
    public Block create(CellSpec spec, nvae.api.part.Options options) {
        Options given = options.as(Options.class);
        if (given.kernel() % 2 == 0) {
            throw new IllegalArgumentException("regular cell: the kernel must be odd to keep the resolution, but is " + given.kernel());
        }
        Operation operation = new Operation(spec, given.kernel());
        int outChannels = spec.outChannels();
        Chain body = new Chain().then("first", operation.create(spec.inChannels(), outChannels, spec.resampling(), given.dilation()));
        if (given.operations() > 1) {
            int dilation = given.secondDilation() > 0 ? given.secondDilation() : given.dilation();
            body.then("second", operation.create(outChannels, outChannels, Resampling.NONE, dilation));
        }
        return ResidualCell.of(spec, body);
    }
}
