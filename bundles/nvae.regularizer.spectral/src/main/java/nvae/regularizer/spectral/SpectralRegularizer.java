package nvae.regularizer.spectral;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.api.part.Part;
import nvae.api.training.Regularizer;
import nvae.api.training.RegularizerType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Spectral regularization (NVAE, section 3.2; Yoshida and Miyato, 2017): the sum of the largest singular values of convolutions, which
 * bounds how much the encoder's output, and with it the KL, can change between two steps.
 */
@Component
@Part(kind = RegularizerType.KIND, name = "spectral")
@Designate(ocd = SpectralRegularizer.Options.class)
public final class SpectralRegularizer implements RegularizerType {
    @Override
    public Regularizer create(Block model, NDManager manager, long seed, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        return new Spectral(Layers.matching(model, Convolution.class, chosen.layers()).values(), manager, seed, chosen);
    }

    /** The defaults are NVAE's. */
    @ObjectClassDefinition(name = "Spectral regularization", description = "Penalizes the largest singular value of every convolution.")
    @interface Options {
        @AttributeDefinition(name = "Coefficient", description = "What the sum of the singular values is multiplied with.", min = "0")
        double coefficient() default 0.01;

        @AttributeDefinition(
                name = "Initial coefficient",
                description = "Where the coefficient starts while the KL coefficient is small, to move to its value in log space with it;"
                        + " 0 for no annealing.",
                min = "0")
        double initialCoefficient() default 0;

        @AttributeDefinition(name = SpectralNormalization.LAYERS, description = SpectralNormalization.LAYERS_HELP)
        String[] layers() default "**";

        @AttributeDefinition(name = "Iterations", description = "Power iterations a step.", min = "1")
        int iterations() default 4;

        @AttributeDefinition(name = "First iterations", description = "Power iterations at the first step.", min = "1")
        int firstIterations() default 40;
    }
}
