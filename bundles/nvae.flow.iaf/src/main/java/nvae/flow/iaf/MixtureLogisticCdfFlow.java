package nvae.flow.iaf;

import ai.djl.nn.Block;
import nvae.api.distribution.FlowType;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Autoregressive flow through the distribution function of a mixture of logistics (Ho et al., 2019): two cells in opposite raster orders. */
@Component
@Part(kind = FlowType.KIND, name = "mixture-logistic-cdf")
@Designate(ocd = MixtureLogisticCdfFlow.Options.class)
public final class MixtureLogisticCdfFlow implements FlowType {
    @Override
    public Block create(int latentChannels, int featureChannels, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        return new PairedCells(latentChannels, chosen.expansion(), OddKernel.of(chosen.kernel()), new MixtureLogisticCdf(chosen.mixtures()));
    }

    /** What the flow can be. */
    @ObjectClassDefinition(name = "Mixture-logistic-CDF flow", description = "Each latent variable passes a monotone function that the ones before it shape.")
    @interface Options {
        @AttributeDefinition(name = "Mixtures", description = "Logistics in the mixture.", min = "1")
        int mixtures() default 3;

        @AttributeDefinition(name = "Expansion", description = "Hidden channels for each latent channel.", min = "1")
        int expansion() default 6;

        @AttributeDefinition(name = "Kernel", description = "Side of the depthwise convolution's kernel; odd.", min = "1")
        int kernel() default 5;
    }
}
