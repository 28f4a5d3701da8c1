package nvae.kl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import nvae.api.tensor.Tensors;
import nvae.testkit.Gradients;
import nvae.testkit.TensorContract;
import org.junit.jupiter.api.Test;

class ScheduleTest extends TensorContract {
    private static final KlAnnealing ANNEALING = new KlAnnealing(100, 0.5, 0, 0.01);

    @Test
    void theTermIsPlainOnceTheKlCountsInFull() {
        NDArray kl = normal("kl", 1, 3, 6);

        NDArray term = schedule(KlBalance.Kind.SQUARE, List.of(4, 2), 0).term(kl, 1);

        assertThat(term.toFloatArray()).containsExactly(kl.sum(new int[] {1}).toFloatArray());
    }

    @Test
    void withoutBalancingOnlyTheCoefficientCounts() {
        NDArray kl = normal("kl", 1, 3, 6);

        NDArray term = schedule(KlBalance.Kind.NONE, List.of(4, 2), 0).term(kl, 0.25f);

        assertThat(term.toFloatArray()).containsExactly(kl.sum(new int[] {1}).mul(0.25f).toFloatArray());
    }

    @Test
    void weightsAreConstantsToTheGradient() {
        Schedule schedule = schedule(KlBalance.Kind.SQUARE, List.of(2, 1), 0);
        NDArray kl = normal("kl", 1, 1, 3);

        NDArray gradient = Gradients.of(kl, x -> schedule.term(x, 0.5f), manager.ones(new Shape(1)));

        assertThat(gradient.toFloatArray()).usingComparatorWithPrecision(1e-6f)
                .containsExactly(schedule.balance().weights(kl, 0.5f).mul(0.5).toFloatArray());
    }

    @Test
    void aGroupBelowItsFreeNatsCountsForThemAndIsNotPushedLower() {
        Schedule schedule = schedule(KlBalance.Kind.NONE, List.of(2), 1.5);
        NDArray kl = Tensors.create(manager, new float[] {1, 4, 1.5f, 6}, new Shape(2, 2));

        NDArray gradient = Gradients.of(kl, x -> schedule.term(x, 1), manager.ones(new Shape(2)));

        assertThat(schedule.term(kl, 1).toFloatArray()).containsExactly(1.5f + 4, 1.5f + 6);
        assertThat(gradient.toFloatArray()).containsExactly(0, 1, 0, 1);
    }

    private static Schedule schedule(KlBalance.Kind kind, List<Integer> groupsPerScale, double freeNats) {
        return new Schedule(ANNEALING, KlBalance.of(kind, groupsPerScale), freeNats);
    }
}
