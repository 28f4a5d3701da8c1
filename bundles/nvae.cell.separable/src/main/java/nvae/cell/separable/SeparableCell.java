package nvae.cell.separable;

import ai.djl.nn.Block;
import nvae.api.cell.CellSpec;
import nvae.api.cell.CellType;
import nvae.api.layer.ResidualCell;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The residual cell of NVAE's generative model (figure 3a): expand the channels, depthwise convolution with a large kernel, project. */
@Component
@Part(kind = CellType.KIND, name = "separable")
@Designate(ocd = SeparableCell.Options.class)
public final class SeparableCell implements CellType {
    /** The cell's shape. */
    @ObjectClassDefinition(name = "Depthwise-separable residual cell")
    public @interface Options {
        @AttributeDefinition(name = "Expansion", description = "Hidden channels per input channel.", min = "1")
        int expansion() default 6;

        @AttributeDefinition(name = "Kernel", description = "Width of the depthwise convolution in pixels, odd.", min = "1")
        int kernel() default 5;

        @AttributeDefinition(name = "Groups", description = "Groups of the middle convolution; 0 means one per channel.", min = "0")
        int groups() default 0;
    }

    @Override
    public Block create(CellSpec spec, nvae.api.part.Options options) {
        Options given = options.as(Options.class);
        InvertedResidual body = new InvertedResidual(spec, given.expansion(), given.kernel(), given.groups());
        return ResidualCell.of(spec, body.create(spec.outChannels()));
    }
}
