package example.constraint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.Map;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.api.part.Part;
import nvae.api.training.Constraint;
import nvae.api.training.ConstraintType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Takes their mean, or a share of it, from the weights of every output channel. */
@Component
@Part(kind = ConstraintType.KIND, name = "example")
@Designate(ocd = ExampleConstraint.Options.class)
public final class ExampleConstraint implements ConstraintType {
    @ObjectClassDefinition(name = "Example constraint", description = "Takes their mean from the weights of every output channel.")
    @interface Options {
        @AttributeDefinition(name = "Share", description = "How much of the mean is taken away.", min = "0", max = "1")
        double share() default 1;

        @AttributeDefinition(name = "Layers", description = "Paths of convolutions, such as encoderTower/**.")
        String[] layers() default "**";
    }

    @Override
    public Constraint create(Block model, NDManager manager, long seed, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        Layers.matching(model, Convolution.class, chosen.layers()).values()
                .forEach(convolution -> convolution.constrain(weight -> centred(weight, chosen.share())));
        return new NothingToFollow();
    }

    private static NDArray centred(NDArray weight, double share) {
        NDArray perOutput = weight.reshape(weight.size(0), -1);
        return perOutput.sub(perOutput.mean(new int[] {1}, true).mul(share)).reshape(weight.getShape());
    }

    /** The condition needs nothing but the weight itself. */
    private record NothingToFollow() implements Constraint {
        @Override
        public void follow() {}

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }
}
