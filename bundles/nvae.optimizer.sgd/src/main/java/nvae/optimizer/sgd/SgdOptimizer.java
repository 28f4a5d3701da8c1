package nvae.optimizer.sgd;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import nvae.api.part.Part;
import nvae.api.training.Optimizer;
import nvae.api.training.OptimizerType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Stochastic gradient descent with momentum, plain or Nesterov's (Sutskever et al., 2013). */
@Component
@Part(kind = OptimizerType.KIND, name = "sgd")
@Designate(ocd = SgdOptimizer.Options.class)
public final class SgdOptimizer implements OptimizerType {
    @Override
    public Optimizer create(NDList parameters, NDManager manager, nvae.api.part.Options options) {
        return new Sgd(parameters, manager, options.as(Options.class));
    }

    /** What a step is made of. */
    @ObjectClassDefinition(name = "SGD", description = "Stochastic gradient descent with momentum.")
    @interface Options {
        @AttributeDefinition(name = "Momentum", description = "What is kept of the velocity from step to step; 0 for none.", min = "0", max = "1")
        double momentum() default 0.9;

        @AttributeDefinition(name = "Nesterov", description = "Look ahead along the velocity.")
        boolean nesterov() default false;

        @AttributeDefinition(name = "Weight decay", description = "This times the parameter is added to its gradient.", min = "0")
        double weightDecay() default 0;
    }
}
