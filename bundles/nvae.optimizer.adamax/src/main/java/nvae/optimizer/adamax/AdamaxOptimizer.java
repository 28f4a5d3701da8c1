package nvae.optimizer.adamax;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import nvae.api.part.Part;
import nvae.api.training.Optimizer;
import nvae.api.training.OptimizerType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Adamax (Kingma and Ba, 2015, section 7.1) with weight decay added to the gradient, as NVAE trains. */
@Component
@Part(kind = OptimizerType.KIND, name = "adamax")
@Designate(ocd = AdamaxOptimizer.Options.class)
public final class AdamaxOptimizer implements OptimizerType {
    @Override
    public Optimizer create(NDList parameters, NDManager manager, nvae.api.part.Options options) {
        return new Adamax(parameters, manager, options.as(Options.class));
    }

    /** The defaults are NVAE's. */
    @ObjectClassDefinition(name = "Adamax", description = "Adaptive steps scaled by a decaying maximum of the gradients.")
    @interface Options {
        @AttributeDefinition(name = "Beta 1", description = "Decay of the mean of gradients a step.", min = "0", max = "1")
        double beta1() default 0.9;

        @AttributeDefinition(name = "Beta 2", description = "Decay of the maximum of gradients a step.", min = "0", max = "1")
        double beta2() default 0.999;

        @AttributeDefinition(name = "Epsilon", description = "Added to the gradient's size, inside the maximum.", min = "0")
        double epsilon() default 1e-3;

        @AttributeDefinition(name = "Weight decay", description = "This times the parameter is added to its gradient.", min = "0")
        double weightDecay() default 3e-4;
    }
}
