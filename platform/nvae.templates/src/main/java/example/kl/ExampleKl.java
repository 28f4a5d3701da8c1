package example.kl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import nvae.api.part.Part;
import nvae.api.training.KlSchedule;
import nvae.api.training.KlScheduleType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The KL term grows to its full weight along half a cosine. */
@Component
@Part(kind = KlScheduleType.KIND, name = "example")
@Designate(ocd = ExampleKl.Options.class)
public final class ExampleKl implements KlScheduleType {
    @ObjectClassDefinition(name = "Example kl", description = "The KL term grows to its full weight along half a cosine.")
    @interface Options {
        @AttributeDefinition(name = "Portion", description = "Part of all steps during which it grows.", min = "0.001", max = "1")
        double portion() default 0.5;

        @AttributeDefinition(name = "Minimum", description = "Where it starts.", min = "0.000001", max = "1")
        double minimum() default 0.001;
    }

    @Override
    public KlSchedule create(List<Integer> groupsPerScale, long steps, NDManager manager, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        return new HalfCosine(chosen.portion() * steps, chosen.minimum());
    }

    private record HalfCosine(double growing, double minimum) implements KlSchedule {
        @Override
        public float coefficient(long step) {
            double grown = Math.min(step / growing, 1);
            return (float) (minimum + (1 - minimum) * (1 - Math.cos(Math.PI * grown)) / 2);
        }

        @Override
        public NDArray term(NDArray klPerGroup, float coefficient) {
            return klPerGroup.sum(new int[] {1}).mul(coefficient);
        }

        /** Nothing lasts from step to step. */
        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }
}
