package nvae.regularizer.spectral;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.api.part.Part;
import nvae.api.training.Constraint;
import nvae.api.training.ConstraintType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Spectral normalization (Miyato et al., 2018): the weight of every convolution, weight-normalized or not, divided by its largest singular
 * value. It is the hard alternative to the penalty of {@link SpectralRegularizer}, which leaves the size of a weight to the optimizer.
 */
@Component
@Part(kind = ConstraintType.KIND, name = "spectral-normalization")
@Designate(ocd = SpectralNormalization.Options.class)
public final class SpectralNormalization implements ConstraintType {
    static final String LAYERS = "Layers";
    static final String LAYERS_HELP = "Paths of convolutions, such as encoderTower/** or **/depthwise: * stands for a part of a name,"
            + " ** for a part of a path, {a,b} for a choice.";

    @Override
    public Constraint create(Block model, NDManager manager, long seed, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        return new SpectralNorms(Layers.matching(model, Convolution.class, chosen.layers()), manager, seed, chosen);
    }

    /** The default is Miyato's: one iteration a step, to the largest singular value 1. */
    @ObjectClassDefinition(
            name = "Spectral normalization", description = "Divides the weight of every convolution by its largest singular value.")
    @interface Options {
        @AttributeDefinition(name = "Bound", description = "The largest singular value that weights have.", min = "0.000001")
        double bound() default 1;

        @AttributeDefinition(name = "Only above", description = "true: weights below the bound stay as they are; false: they are scaled up to it.")
        boolean onlyAbove() default false;

        @AttributeDefinition(name = LAYERS, description = LAYERS_HELP)
        String[] layers() default "**";

        @AttributeDefinition(name = "Iterations", description = "Power iterations a step.", min = "1")
        int iterations() default 1;

        @AttributeDefinition(name = "First iterations", description = "Power iterations on the first weights.", min = "1")
        int firstIterations() default 40;
    }
}
