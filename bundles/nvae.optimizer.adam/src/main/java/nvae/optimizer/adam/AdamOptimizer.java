package nvae.optimizer.adam;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import nvae.api.part.Part;
import nvae.api.training.Optimizer;
import nvae.api.training.OptimizerType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Adam (Kingma and Ba, 2015), or AdamW with its weight decay decoupled from the gradient (Loshchilov and Hutter, 2019). */
@Component
@Part(kind = OptimizerType.KIND, name = "adam")
@Designate(ocd = AdamOptimizer.Options.class)
public final class AdamOptimizer implements OptimizerType {
    @Override
    public Optimizer create(NDList parameters, NDManager manager, nvae.api.part.Options options) {
        return new Adam(parameters, manager, options.as(Options.class));
    }

    /** The defaults are Kingma and Ba's. */
    @ObjectClassDefinition(name = "Adam", description = "Adaptive steps scaled by a decaying mean of squared gradients.")
    @interface Options {
        @AttributeDefinition(name = "Beta 1", description = "Decay of the mean of gradients a step.", min = "0", max = "1")
        double beta1() default 0.9;

        @AttributeDefinition(name = "Beta 2", description = "Decay of the mean of squared gradients a step.", min = "0", max = "1")
        double beta2() default 0.999;

        @AttributeDefinition(name = "Epsilon", description = "Added to the root of the mean square.", min = "0")
        double epsilon() default 1e-8;

        @AttributeDefinition(name = "Weight decay", description = "How strongly parameters are drawn to 0.", min = "0")
        double weightDecay() default 0;

        @AttributeDefinition(
                name = "Decoupled",
                description = "true: weight decay shrinks parameters by learning rate times weight decay (AdamW); false: it is part of the gradient.")
        boolean decoupled() default false;
    }
}
