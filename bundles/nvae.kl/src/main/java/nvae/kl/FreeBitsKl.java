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
import org.osgi.service.metatype.annotations.Option;

/** Free bits (Kingma et al., 2016, appendix C.8): so much of each group's KL costs nothing. */
@Component
@Part(kind = KlScheduleType.KIND, name = "free-bits")
@Designate(ocd = FreeBitsKl.Options.class)
public final class FreeBitsKl implements KlScheduleType {
    @Override
    public KlSchedule create(List<Integer> groupsPerScale, long steps, NDManager manager, nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        KlAnnealing annealing = new KlAnnealing(steps, chosen.annealPortion(), chosen.constPortion(), chosen.minimum());
        return new Schedule(annealing, KlBalance.of(KlBalance.Kind.named(chosen.balance()), groupsPerScale), chosen.freeNats());
    }

    /** The annealing's defaults are NVAE's. */
    @ObjectClassDefinition(name = "Free bits", description = "A group whose mean KL over the batch is below the free nats counts for so many and is not pushed any lower.")
    @interface Options {
        @AttributeDefinition(name = "Free nats", description = "Nats of each group, per image, that cost nothing; 0 for none.", min = "0")
        double freeNats() default 1;

        @AttributeDefinition(
                name = "Balance",
                description = "How groups of different resolutions are balanced while the KL coefficient is below 1.",
                options = {
                    @Option(value = "square", label = "by resolution, squared (NVAE)"),
                    @Option(value = "linear", label = "by resolution"),
                    @Option(value = "sqrt", label = "by the square root of the resolution"),
                    @Option(value = "equal", label = "all groups alike"),
                    @Option(value = "none", label = "no balancing")
                })
        String balance() default "none";

        @AttributeDefinition(name = KlAnnealing.PORTION_NAME, description = KlAnnealing.PORTION_HELP, min = "0", max = "1")
        double annealPortion() default 0.3;

        @AttributeDefinition(name = KlAnnealing.CONSTANT_NAME, description = KlAnnealing.CONSTANT_HELP, min = "0", max = "1")
        double constPortion() default 1e-4;

        @AttributeDefinition(name = KlAnnealing.MINIMUM_NAME, description = KlAnnealing.MINIMUM_HELP, min = "1e-12", max = "1")
        double minimum() default 1e-4;
    }
}
