package nvae.gate;

import ai.djl.nn.Block;
import nvae.api.cell.GateType;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Squeeze-and-excitation: every channel times sigmoid(linear(relu(linear(its mean)))) (Hu, Shen and Sun, 2018; NVAE, section 3.1). */
@Component
@Part(kind = GateType.KIND, name = "squeeze-excite")
@Designate(ocd = SqueezeExcite.Options.class)
public final class SqueezeExcite implements GateType {
    /** The width of the squeeze. */
    @ObjectClassDefinition(name = "Squeeze-and-excitation")
    public @interface Options {
        @AttributeDefinition(name = "Reduction", description = "Channels per hidden unit.", min = "1")
        int reduction() default 16;

        @AttributeDefinition(name = "Least hidden units", description = "Hidden units of a gate on few channels.", min = "1")
        int minHidden() default 4;
    }

    @Override
    public Block create(int channels, nvae.api.part.Options options) {
        Options given = options.as(Options.class);
        return new ChannelGate(channels, Math.max(channels / given.reduction(), given.minHidden()));
    }
}
