package nvae.kl;

import ai.djl.ndarray.NDManager;
import java.util.List;
import nvae.api.part.Part;
import nvae.api.training.KlSchedule;
import nvae.api.training.KlScheduleType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The KL term grows to its full weight, all groups alike (Bowman et al., 2016). */
@Component
@Part(kind = KlScheduleType.KIND, name = "annealed")
@Designate(ocd = AnnealedKl.Options.class)
public final class AnnealedKl implements KlScheduleType {
    @Override
    public KlSchedule create(List<Integer> groupsPerScale, long steps, NDManager manager, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        KlAnnealing annealing = new KlAnnealing(steps, chosen.annealPortion(), chosen.constPortion(), chosen.minimum());
        return new Schedule(annealing, KlBalance.of(KlBalance.Kind.NONE, groupsPerScale), 0);
    }

    /** The annealing's defaults are NVAE's. */
    @ObjectClassDefinition(name = "Annealed KL", description = "The KL term grows to its full weight; groups are not told apart.")
    @interface Options {
        @AttributeDefinition(name = KlAnnealing.PORTION_NAME, description = KlAnnealing.PORTION_HELP, min = "0", max = "1")
        double annealPortion() default 0.3;

        @AttributeDefinition(name = KlAnnealing.CONSTANT_NAME, description = KlAnnealing.CONSTANT_HELP, min = "0", max = "1")
        double constPortion() default 1e-4;

        @AttributeDefinition(name = KlAnnealing.MINIMUM_NAME, description = KlAnnealing.MINIMUM_HELP, min = "1e-12", max = "1")
        double minimum() default 1e-4;
    }
}
