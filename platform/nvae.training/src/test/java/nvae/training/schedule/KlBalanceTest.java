package nvae.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import nvae.testkit.Gradients;
import nvae.testkit.TensorContract;
import org.junit.jupiter.api.Test;

class KlBalanceTest extends TensorContract {
    private static final List<Integer> GROUPS_PER_SCALE = List.of(4, 2);

    @Test
    void scalesAreComparedByTheAreaSharedAmongTheirGroups() {
        assertThat(KlBalance.of(KlBalance.Kind.SQUARE, GROUPS_PER_SCALE).alpha()).containsExactly(1, 1, 2, 2, 2, 2);
    }

    @Test
    void weightsHaveMeanOneAndFollowEachGroupsShare() {
        NDArray kl = manager.create(new float[] {0.99f, 1.99f, 3.99f, 0.99f, -2.99f, 5.99f}, new Shape(2, 3));

        NDArray weights = KlBalance.of(KlBalance.Kind.EQUAL, List.of(3)).weights(kl, 0.5f);

        assertThat(weights.toFloatArray()).usingComparatorWithPrecision(1e-6f).containsExactly(3 / 8.5f, 7.5f / 8.5f, 15 / 8.5f);
    }

    @Test
    void theTermIsPlainOnceTheKlCountsInFull() {
        NDArray kl = normal("kl", 1, 3, 6);

        NDArray term = KlBalance.of(KlBalance.Kind.SQUARE, GROUPS_PER_SCALE).term(kl, 1);

        assertThat(term.toFloatArray()).containsExactly(kl.sum(new int[] {1}).toFloatArray());
    }

    @Test
    void withoutBalancingOnlyTheCoefficientCounts() {
        NDArray kl = normal("kl", 1, 3, 6);

        NDArray term = KlBalance.of(KlBalance.Kind.NONE, GROUPS_PER_SCALE).term(kl, 0.25f);

        assertThat(term.toFloatArray()).containsExactly(kl.sum(new int[] {1}).mul(0.25f).toFloatArray());
    }

    @Test
    void weightsAreConstantsToTheGradient() {
        KlBalance balance = KlBalance.of(KlBalance.Kind.SQUARE, List.of(2, 1));
        NDArray kl = normal("kl", 1, 1, 3);

        NDArray gradient = Gradients.of(kl, x -> balance.term(x, 0.5f), manager.ones(new Shape(1)));

        assertThat(gradient.toFloatArray()).usingComparatorWithPrecision(1e-6f).containsExactly(balance.weights(kl, 0.5f).mul(0.5).toFloatArray());
    }

    @Test
    void aGroupBelowItsFreeNatsCountsForThemAndIsNotPushedLower() {
        KlBalance balance = KlBalance.of(KlBalance.Kind.NONE, List.of(2), 1.5);
        NDArray kl = manager.create(new float[] {1, 4, 1.5f, 6}, new Shape(2, 2));

        NDArray gradient = Gradients.of(kl, x -> balance.term(x, 1), manager.ones(new Shape(2)));

        assertThat(balance.term(kl, 1).toFloatArray()).containsExactly(1.5f + 4, 1.5f + 6);
        assertThat(gradient.toFloatArray()).containsExactly(0, 1, 0, 1);
    }
}
