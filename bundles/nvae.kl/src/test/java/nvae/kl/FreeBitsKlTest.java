package nvae.kl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.api.training.KlSchedule;
import nvae.api.training.KlScheduleType;
import nvae.testkit.KlScheduleContract;
import org.junit.jupiter.api.Test;

class FreeBitsKlTest extends KlScheduleContract {
    @Override
    protected KlScheduleType kl() {
        return new FreeBitsKl();
    }

    @Test
    void theFreeNatsAreThoseOfTheOption() {
        KlSchedule schedule = kl().create(List.of(2), 100, manager, Options.of("freeNats", 3));
        NDArray kl = Tensors.create(manager, new float[] {2, 9}, new Shape(1, 2));

        assertThat(schedule.term(kl, 1).toFloatArray()).containsExactly(12);
    }
}
