package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.api.training.Optimizer;
import nvae.api.training.OptimizerType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimizer must do. An optimizer's test is a subclass that names it. */
public abstract class OptimizerContract extends TensorContract {
    /** The optimizer under test. */
    protected abstract OptimizerType optimizer();

    /** Options under which the contract must hold. */
    protected List<Options> options() {
        return List.of(Options.none());
    }

    /** A learning rate at which a hundred steps bring f(p) = |p|^2 / 2 from about 1 below a tenth. */
    protected float learningRate() {
        return 0.05f;
    }

    @ParameterizedTest
    @MethodSource("options")
    void parametersMoveToTheMinimum(Options options) {
        NDList parameters = parameters();
        NDList start = copies(parameters);
        Optimizer optimizer = optimizer().create(parameters, manager, options);
        for (int i = 0; i < 100; i++) {
            optimizer.step(parameters, copies(parameters), learningRate());
        }

        for (int i = 0; i < start.size(); i++) {
            assertThat(size(parameters.get(i))).isLessThan(0.1f * size(start.get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void aLearningRateOfZeroMovesNothing(Options options) {
        NDList parameters = parameters();
        NDList start = copies(parameters);

        optimizer().create(parameters, manager, options).step(parameters, copies(parameters), 0);

        assertSame(parameters, start);
    }

    @ParameterizedTest
    @MethodSource("options")
    void gradientsAreLeftAsTheyWere(Options options) {
        NDList parameters = parameters();
        NDList gradients = copies(parameters);
        NDList before = copies(gradients);

        optimizer().create(parameters, manager, options).step(parameters, gradients, learningRate());

        assertSame(gradients, before);
    }

    @ParameterizedTest
    @MethodSource("options")
    void savedAndRestoredItGoesOnBitForBit(Options options) {
        NDList parameters = parameters();
        Optimizer optimizer = optimizer().create(parameters, manager, options);
        steps(optimizer, parameters, 3);
        NDList resumed = copies(parameters);
        Optimizer restored = optimizer().create(resumed, manager, options);
        assertThat(restored.state().keySet()).containsExactlyElementsOf(optimizer.state().keySet());
        restored.state().forEach((name, array) -> Tensors.set(array, optimizer.state().get(name)));

        steps(optimizer, parameters, 3);
        steps(restored, resumed, 3);

        assertSame(resumed, parameters);
    }

    @ParameterizedTest
    @MethodSource("options")
    void aStepKeepsNoArraysOfItsOwn(Options options) {
        NDList parameters = parameters();
        Optimizer optimizer = optimizer().create(parameters, manager, options);
        NDList lasting = new NDList(parameters);
        lasting.addAll(optimizer.state().values());
        int before = manager.getManagedArrays().size();
        try (NDManager step = manager.newSubManager()) {
            lasting.forEach(array -> array.tempAttach(step));
            optimizer.step(parameters, copies(parameters), learningRate());
        }

        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    private static void steps(Optimizer optimizer, NDList parameters, int steps) {
        for (int i = 0; i < steps; i++) {
            optimizer.step(parameters, copies(parameters), 0.01f * (i + 1));
        }
    }

    /** Arrays of the shapes that models have: several kernels, biases, a single number. */
    private NDList parameters() {
        return new NDList(
                normal("kernel", 1, 4, 3, 3, 3), normal("bias", 1, 4), normal("pointwise", 1, 2, 4, 1, 1), normal("scale", 1, 7),
                normal("deeper", 1, 8, 3, 3, 3), normal("single", 1, 1, 1, 1, 1));
    }

    private static NDList copies(NDList arrays) {
        NDList copies = new NDList(arrays.size());
        arrays.forEach(array -> copies.add(array.duplicate()));
        return copies;
    }

    private static float size(NDArray array) {
        return array.square().sum().sqrt().getFloat();
    }

    private static void assertSame(NDList actual, NDList expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).toFloatArray()).containsExactly(expected.get(i).toFloatArray());
        }
    }
}
