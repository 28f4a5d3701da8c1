package nvae.model;

import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The section {@code model} of a trial's configuration, described for the host: its scalar options with bounds, defaults and help. */
@Component(service = ModelSection.class)
@Part(kind = "section", name = "model")
@Designate(ocd = ModelSection.Options.class)
public final class ModelSection {

    /** The scalar options; the slots for parts (family, likelihood, flow, cells) stand beside them. */
    @ObjectClassDefinition(name = "Model", description = "Shape of the hierarchical VAE")
    public @interface Options {
        @AttributeDefinition(description = "Resolutions at which latent variables live", min = "1", max = "16")
        int scales() default 2;

        @AttributeDefinition(description = "Groups of latent variables at the largest resolution", min = "1", max = "1000")
        int groupsPerScale() default 2;

        @AttributeDefinition(description = "Adaptive groups never go below this", min = "1", max = "1000")
        int minGroupsPerScale() default 1;

        @AttributeDefinition(description = "Halve the groups at each smaller scale; otherwise every scale has as many")
        boolean adaptiveGroups() default true;

        @AttributeDefinition(description = "Latent channels of each group", min = "1", max = "10000")
        int latentChannels() default 8;

        @AttributeDefinition(
                description = "Channels of the encoder at the images' resolution; doubled at every halving", min = "1", max = "10000")
        int encoderChannels() default 16;

        @AttributeDefinition(
                description = "Channels of the decoder at the images' resolution; doubled at every halving", min = "1", max = "10000")
        int decoderChannels() default 16;

        @AttributeDefinition(description = "Residual cells for each group in the encoder", min = "1", max = "1000")
        int encoderCellsPerGroup() default 1;

        @AttributeDefinition(description = "Residual cells for each group in the decoder", min = "1", max = "1000")
        int decoderCellsPerGroup() default 1;

        @AttributeDefinition(description = "Halvings of the resolution before the encoder tower", min = "0", max = "16")
        int preprocessBlocks() default 1;

        @AttributeDefinition(description = "Cells of each such block, the last of which halves the resolution", min = "1", max = "1000")
        int preprocessCells() default 2;

        @AttributeDefinition(
                description = "Doublings of the resolution after the decoder tower; as many as preprocessBlocks", min = "0", max = "16")
        int postprocessBlocks() default 1;

        @AttributeDefinition(description = "Cells of each such block, the first of which doubles the resolution", min = "1", max = "1000")
        int postprocessCells() default 2;

        @AttributeDefinition(description = "Normalizing flows on each group's posterior sample", min = "0", max = "100")
        int flowsPerGroup() default 0;

        @AttributeDefinition(description = "Weight-normalize the towers' own convolutions: stem, combiners, samplers, image head")
        boolean weightNorm() default true;
    }
}
