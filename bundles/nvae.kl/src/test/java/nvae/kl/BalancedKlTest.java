package nvae.kl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.api.training.KlSchedule;
import nvae.api.training.KlScheduleType;
import nvae.testkit.Gradients;
import nvae.testkit.KlScheduleContract;
import org.junit.jupiter.api.Test;

class BalancedKlTest extends KlScheduleContract {
    @Override
    protected KlScheduleType kl() {
        return new BalancedKl();
    }

    @Test
    void aGroupWithMoreKlCountsMoreWhileTheTermGrowsAndNoLongerThen() {
        KlSchedule balanced = kl().create(List.of(2), 100, manager, Options.of("balance", "equal"));
        NDArray kl = Tensors.create(manager, new float[] {1, 9}, new Shape(1, 2));

        NDArray early = Gradients.of(kl, x -> balanced.term(x, 0.5f), manager.ones(new Shape(1)));
        NDArray late = Gradients.of(kl, x -> balanced.term(x, 1), manager.ones(new Shape(1)));

        assertThat(early.toFloatArray()[1]).isGreaterThan(8 * early.toFloatArray()[0]);
        assertThat(late.toFloatArray()).containsExactly(1, 1);
    }
}
