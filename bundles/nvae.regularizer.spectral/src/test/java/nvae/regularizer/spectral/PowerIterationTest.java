package nvae.regularizer.spectral;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import nvae.testkit.Gradients;
import nvae.testkit.TensorContract;
import org.junit.jupiter.api.Test;

class PowerIterationTest extends TensorContract {
    private static final MatrixShape SHAPE = new MatrixShape(2, 3);

    @Test
    void findsTheLargestSingularValueOfEveryMatrix() {
        NDList weights = new NDList(matrix(3, 0, 0, 0, 2, 0), matrix(0, 0, 5, 1, 0, 0));

        NDArray sum = PowerIteration.start(SHAPE, 2, manager, 1).sumOfLargest(weights, 40);

        assertThat(sum.toFloatArray()).usingComparatorWithPrecision(1e-5f).containsExactly(3 + 5);
    }

    @Test
    void theGradientIsTheOuterProductOfTheSingularVectors() {
        NDArray weight = matrix(0, 0, 5, 1, 0, 0);
        PowerIteration iteration = PowerIteration.start(SHAPE, 1, manager, 1);

        NDArray gradient = Gradients.of(weight, w -> iteration.sumOfLargest(new NDList(w), 40), manager.create(1f));

        assertThat(gradient.toFloatArray()).usingComparatorWithPrecision(1e-5f).containsExactly(0, 0, 1, 0, 0, 0);
    }

    @Test
    void followsAMovingMatrixFromWhereItStood() {
        PowerIteration iteration = PowerIteration.start(SHAPE, 1, manager, 1);
        iteration.sumOfLargest(new NDList(matrix(3, 0, 0, 0, 2, 0)), 40);

        NDArray sigma = iteration.sumOfLargest(new NDList(matrix(3.1f, 0, 0, 0, 2, 0)), 1);

        assertThat(sigma.toFloatArray()).usingComparatorWithPrecision(1e-5f).containsExactly(3.1f);
    }

    @Test
    void weightsOfOtherKernelsAreOneMatrixShape() {
        NDArray flat = matrix(3, 0, 0, 0, 2, 0);
        NDArray kernel = matrix(0, 0, 5, 1, 0, 0).reshape(2, 1, 1, 3);

        NDArray sum = PowerIteration.start(SHAPE, 2, manager, 1).sumOfLargest(new NDList(flat, kernel), 40);

        assertThat(sum.toFloatArray()).usingComparatorWithPrecision(1e-5f).containsExactly(3 + 5);
    }

    @Test
    void singularValuesFarFromOneAreFoundToo() {
        NDArray tiny = PowerIteration.start(SHAPE, 1, manager, 1).sumOfLargest(new NDList(matrix(3e-7f, 0, 0, 0, 2e-7f, 0)), 40);
        NDArray huge = PowerIteration.start(SHAPE, 1, manager, 1).sumOfLargest(new NDList(matrix(3e4f, 0, 0, 0, 2e4f, 0)), 40);

        assertThat(tiny.toFloatArray()).usingComparatorWithPrecision(1e-12f).containsExactly(3e-7f);
        assertThat(huge.toFloatArray()).usingComparatorWithPrecision(0.1f).containsExactly(3e4f);
    }

    @Test
    void aMatrixOfZerosHasTheSingularValueZero() {
        NDArray sigma = PowerIteration.start(SHAPE, 1, manager, 1).sumOfLargest(new NDList(matrix(0, 0, 0, 0, 0, 0)), 4);

        assertThat(sigma.toFloatArray()).containsExactly(0);
    }

    private NDArray matrix(float... values) {
        return manager.create(values, new Shape(SHAPE.rows(), SHAPE.columns()));
    }
}
