package example.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.part.Part;
import nvae.api.training.JoinedArrays;
import nvae.api.training.Optimizer;
import nvae.api.training.OptimizerType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** RMSprop (Tieleman and Hinton, 2012): every gradient divided by the root of its running mean square. */
@Component
@Part(kind = OptimizerType.KIND, name = "example")
@Designate(ocd = ExampleOptimizer.Options.class)
public final class ExampleOptimizer implements OptimizerType {
    @ObjectClassDefinition(name = "Example optimizer", description = "RMSprop.")
    @interface Options {
        @AttributeDefinition(name = "Decay", description = "What is kept of the mean square from step to step.", min = "0", max = "1")
        double decay() default 0.9;

        @AttributeDefinition(name = "Epsilon", description = "Added to the root of the mean square.", min = "0")
        double epsilon() default 1e-8;
    }

    @Override
    public Optimizer create(NDList parameters, NDManager manager, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        List<JoinedArrays> groups = JoinedArrays.of(parameters);
        return new RmsProp(groups, groups.stream().map(group -> manager.zeros(group.shape())).toList(), chosen.decay(), chosen.epsilon());
    }

    /** Parameters of one shape move as one array; the mean squares are in place, so that a check-point can save them. */
    private record RmsProp(List<JoinedArrays> groups, List<NDArray> meanSquares, double decay, double epsilon) implements Optimizer {
        @Override
        public void step(NDList parameters, NDList gradients, float learningRate) {
            for (int i = 0; i < groups.size(); i++) {
                NDArray g = groups.get(i).join(gradients);
                NDArray v = meanSquares.get(i).muli(decay).addi(g.square().mul(1 - decay));
                groups.get(i).subtract(g.div(v.sqrt().add(epsilon)).mul(learningRate), parameters);
            }
        }

        @Override
        public Map<String, NDArray> state() {
            Map<String, NDArray> state = new LinkedHashMap<>();
            for (int i = 0; i < meanSquares.size(); i++) {
                state.put("meanSquare." + i, meanSquares.get(i));
            }
            return state;
        }
    }
}
