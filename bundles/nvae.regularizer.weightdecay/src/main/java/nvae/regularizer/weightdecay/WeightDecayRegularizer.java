package nvae.regularizer.weightdecay;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import nvae.api.layer.Layers;
import nvae.api.part.Part;
import nvae.api.training.Regularizer;
import nvae.api.training.RegularizerType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Weight decay as a term of the loss: half the sum of squares of the weights of convolutions and linear layers (Krogh and Hertz, 1991).
 * Biases, log norms and what batch norms learn are left alone, which an optimizer's own weight decay does not do.
 */
@Component
@Part(kind = RegularizerType.KIND, name = "weight-decay")
@Designate(ocd = WeightDecayRegularizer.Options.class)
public final class WeightDecayRegularizer implements RegularizerType {
    @Override
    public Regularizer create(Block model, NDManager manager, long seed, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        NDList weights = new NDList();
        Layers.matching(model, Block.class, chosen.layers()).values().stream()
                .flatMap(layer -> layer.getDirectParameters().values().stream())
                .filter(parameter -> parameter.getType() == Parameter.Type.WEIGHT && parameter.requiresGradient())
                .forEach(parameter -> weights.add(parameter.getArray()));
        return new WeightDecay(weights, manager, chosen);
    }

    /** The default is what NVAE's optimizer does to all parameters. */
    @ObjectClassDefinition(name = "Weight decay", description = "Penalizes half the sum of squares of the weights.")
    @interface Options {
        @AttributeDefinition(name = "Coefficient", description = "What half the sum of squares is multiplied with.", min = "0")
        double coefficient() default 3e-4;

        @AttributeDefinition(
                name = "Initial coefficient",
                description = "Where the coefficient starts while the KL coefficient is small, to move to its value in log space with it;"
                        + " 0 for no annealing.",
                min = "0")
        double initialCoefficient() default 0;

        @AttributeDefinition(
                name = "Layers",
                description = "Paths of layers, such as decoder/** or **/gate/**: * stands for a part of a name, ** for a part of a path,"
                        + " {a,b} for a choice.")
        String[] layers() default "**";
    }
}
