package nvae.flow.iaf;

import ai.djl.nn.Block;
import nvae.api.distribution.FlowType;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Inverse autoregressive flow (Kingma et al., 2016; NVAE, section 3.2): two cells in opposite raster orders. */
@Component
@Part(kind = FlowType.KIND, name = "autoregressive")
@Designate(ocd = AutoregressiveFlow.Options.class)
public final class AutoregressiveFlow implements FlowType {
    private static final String SHIFT = "shift";
    private static final String GATED = "gated";

    @Override
    public Block create(int latentChannels, int featureChannels, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        Transform transform = chosen.transform().equals(GATED) ? new Gated() : new Shift();
        return new PairedCells(latentChannels, chosen.expansion(), OddKernel.of(chosen.kernel()), transform);
    }

    /** The defaults are NVAE's. */
    @ObjectClassDefinition(name = "Autoregressive flow", description = "Each latent variable moves by what the ones before it say.")
    @interface Options {
        @AttributeDefinition(
                name = "Transform",
                description = "shift: volume-preserving; gated: a convex combination of the variable and a new value.",
                options = {@Option(label = "shift", value = SHIFT), @Option(label = "gated", value = GATED)})
        String transform() default SHIFT;

        @AttributeDefinition(name = "Expansion", description = "Hidden channels for each latent channel.", min = "1")
        int expansion() default 6;

        @AttributeDefinition(name = "Kernel", description = "Side of the depthwise convolution's kernel; odd.", min = "1")
        int kernel() default 5;
    }
}
