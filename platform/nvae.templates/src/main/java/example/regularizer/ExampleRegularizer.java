package example.regularizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Map;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.api.part.Part;
import nvae.api.training.LogAnnealing;
import nvae.api.training.Regularizer;
import nvae.api.training.RegularizerType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Half the sum of squares of all convolutions' weights. */
@Component
@Part(kind = RegularizerType.KIND, name = "example")
@Designate(ocd = ExampleRegularizer.Options.class)
public final class ExampleRegularizer implements RegularizerType {
    @ObjectClassDefinition(name = "Example regularizer", description = "Half the sum of squares of all convolutions' weights.")
    @interface Options {
        @AttributeDefinition(name = "Coefficient", description = "What the sum is multiplied with.", min = "0")
        double coefficient() default 0.0001;

        @AttributeDefinition(
                name = "Initial coefficient",
                description = "Where the coefficient starts while the KL coefficient is small; 0 for no annealing.",
                min = "0")
        double initialCoefficient() default 0;
    }

    @Override
    public Regularizer create(Block model, NDManager manager, long seed, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        return new SumOfSquares(Layers.in(model, Convolution.class), manager.create(0f),
                new LogAnnealing(chosen.initialCoefficient(), chosen.coefficient()));
    }

    private record SumOfSquares(List<Convolution> convolutions, NDArray zero, LogAnnealing annealing) implements Regularizer {
        @Override
        public NDArray penalty() {
            return convolutions.stream()
                    .map(convolution -> convolution.effectiveWeight().square().sum().mul(0.5))
                    .reduce(NDArray::add)
                    .orElse(zero);
        }

        @Override
        public float coefficient(float klCoefficient) {
            return annealing.at(klCoefficient);
        }

        /** Nothing lasts from step to step. */
        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }
}
