package nvae.kl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import nvae.api.tensor.Tensors;
import nvae.testkit.TensorContract;
import org.junit.jupiter.api.Test;

class KlBalanceTest extends TensorContract {
    @Test
    void scalesAreComparedByTheAreaSharedAmongTheirGroups() {
        assertThat(KlBalance.of(KlBalance.Kind.SQUARE, List.of(4, 2)).alpha()).containsExactly(1, 1, 2, 2, 2, 2);
    }

    @Test
    void weightsHaveMeanOneAndFollowEachGroupsShare() {
        NDArray kl = Tensors.create(manager, new float[] {0.99f, 1.99f, 3.99f, 0.99f, -2.99f, 5.99f}, new Shape(2, 3));

        NDArray weights = KlBalance.of(KlBalance.Kind.EQUAL, List.of(3)).weights(kl, 0.5f);

        assertThat(weights.toFloatArray()).usingComparatorWithPrecision(1e-6f).containsExactly(3 / 8.5f, 7.5f / 8.5f, 15 / 8.5f);
    }
}
