package nvae.training.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedArrays;
import nvae.api.training.JoinedList;
import nvae.testkit.TensorContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinedListTest extends TensorContract {
    private NDList apart;

    @BeforeEach
    void arraysOfTwoGroups() {
        apart = new NDList(
                Tensors.create(manager, new float[] {1, 2}, new Shape(2)),
                Tensors.create(manager, new float[] {3, 4, 5, 6}, new Shape(2, 2)),
                Tensors.create(manager, new float[] {7}, new Shape(1)));
    }

    private JoinedList joined() {
        assumeTrue(Tensors.sharesMemory(manager), "this engine's arrays do not share memory");
        JoinedList list = JoinedList.zeros(apart, manager);
        for (int i = 0; i < apart.size(); i++) {
            Tensors.set(list.get(i), apart.get(i));
        }
        return list;
    }

    @Test
    void itsArraysAreWhatTheyLieIn() {
        JoinedList list = joined();
        List<JoinedArrays> groups = JoinedArrays.of(list);
        NDArray vectors = groups.get(0).join(list);

        assertThat(list.wholes()).contains(vectors);
        assertThat(vectors.toFloatArray()).containsExactly(1, 2, 7);
        vectors.muli(2);
        assertThat(list.get(0).toFloatArray()).containsExactly(2, 4);
        assertThat(list.get(1).toFloatArray()).containsExactly(3, 4, 5, 6);
        assertThat(list.get(2).toFloatArray()).containsExactly(14);
    }

    @Test
    void itIsUpdatedAsArraysThatLieApart() {
        JoinedList list = joined();
        for (JoinedArrays group : JoinedArrays.of(apart)) {
            NDArray step = group.join(apart).mul(0.5f);
            group.subtract(step, apart);
            group.subtract(step, list);
        }

        for (int i = 0; i < apart.size(); i++) {
            assertThat(list.get(i).toFloatArray()).containsExactly(apart.get(i).toFloatArray());
        }
    }

    @Test
    void gradientsComeIntoIt() {
        JoinedList list = joined();
        assertThat(list.gradients()).isEmpty();
        JoinedList gradients = list.requireGradients(manager);
        assertThat(list.gradients()).containsSame(gradients);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            collector.backward(list.get(0).square().sum().add(list.get(2).mul(3).sum()));
        }

        assertThat(JoinedArrays.of(apart).get(0).join(gradients).toFloatArray()).containsExactly(2, 4, 3);
        assertThat(gradients.get(1).toFloatArray()).containsOnly(0);
    }

    @Test
    void engineThatCannotSaysSo() {
        assumeTrue(!Tensors.sharesMemory(manager), "this engine's arrays share memory");

        assertThatThrownBy(() -> JoinedList.zeros(apart, manager)).isInstanceOf(UnsupportedOperationException.class);
    }
}
