package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Convolution;
import nvae.api.layer.ParameterStart;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.api.training.Regularizer;
import nvae.api.training.RegularizerType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What every regularizer must do. A regularizer's test is a subclass that names it. */
public abstract class RegularizerContract extends TensorContract {
    private static final Shape IMAGES = new Shape(2, 3, 8, 8);

    /** The regularizer under test. */
    protected abstract RegularizerType regularizer();

    @Test
    void thePenaltyIsAFiniteNumberThatIsNotNegative() {
        NDArray penalty = new Run(Options.none()).penalty();

        assertThat(penalty.size()).isEqualTo(1);
        assertThat(penalty.toFloatArray()[0]).isFinite().isNotNegative();
    }

    @Test
    void aModelWithNothingToRegularizeHasThePenaltyZero() {
        Regularizer regularizer = regularizer().create(new SequentialBlock(), manager, 1, Options.none());

        assertThat(regularizer.penalty().toFloatArray()).containsExactly(0);
    }

    /** Along the gradient, the penalty changes as the gradient says; so the gradient reaches the parameters that make the penalty. */
    @Test
    void theGradientIsTheSlopeOfThePenalty() {
        Run run = new Run(Options.none());
        for (int i = 0; i < 30; i++) {
            run.penalty();
        }
        double squaredNorm = 0;
        List<NDArray> gradients = new ArrayList<>();
        for (Parameter parameter : run.trainable()) {
            NDArray gradient = parameter.getArray().getGradient().duplicate();
            squaredNorm += gradient.square().sum().getFloat();
            gradients.add(gradient);
        }
        assertThat(squaredNorm).isPositive();

        double width = 1e-2 / Math.sqrt(squaredNorm);
        double above = run.moved(gradients, width).penaltyAfter(10);
        double below = run.moved(gradients, -2 * width).penaltyAfter(10);
        assertThat((above - below) / (2 * width)).isCloseTo(squaredNorm, Offset.offset(0.05 * squaredNorm));
    }

    @Test
    void savedAndRestoredItGoesOnBitForBit() {
        Run run = new Run(Options.none());
        run.penalty();
        Regularizer restored = regularizer().create(run.model, manager, 1, Options.none());
        Map<String, NDArray> saved = run.regularizer.state();
        assertThat(restored.state().keySet()).containsExactlyElementsOf(saved.keySet());
        restored.state().forEach((name, array) -> Tensors.set(array, saved.get(name)));
        float expected = run.penalty().toFloatArray()[0];

        assertThat(run.with(restored).penalty().toFloatArray()).containsExactly(expected);
    }

    @Test
    void aStepKeepsNoArraysOfItsOwn() {
        Run run = new Run(Options.none());
        run.penalty();
        int before = manager.getManagedArrays().size();
        try (NDManager step = manager.newSubManager()) {
            run.trainable().forEach(parameter -> parameter.getArray().tempAttach(step));
            run.regularizer.state().values().forEach(array -> array.tempAttach(step));
            run.penalty(step);
        }

        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    @Test
    void theCoefficientIsTheOptionOnceTheKlCountsInFull() {
        Options options = Options.of(Map.of("coefficient", 0.25));

        assertThat(regularizer().create(new SequentialBlock(), manager, 1, options).coefficient(1)).isEqualTo(0.25f);
    }

    @Test
    void theCoefficientMovesInLogSpaceWithTheKlCoefficient() {
        Options options = Options.of(Map.of("coefficient", 0.01, "initialCoefficient", 1));
        Regularizer regularizer = regularizer().create(new SequentialBlock(), manager, 1, options);

        assertThat(regularizer.coefficient(0)).isCloseTo(1, Offset.offset(1e-6f));
        assertThat(regularizer.coefficient(0.5f)).isCloseTo(0.1f, Offset.offset(1e-6f));
        assertThat(regularizer.coefficient(1)).isCloseTo(0.01f, Offset.offset(1e-6f));
    }

    /** A small model with its regularizer, run step by step. */
    private final class Run {
        final Block model;
        final Regularizer regularizer;

        Run(Options options) {
            model = new SequentialBlock()
                    .add(Convolution.of(3, 4, 3).build())
                    .add(new BatchNorm(4))
                    .add(Convolution.of(4, 4, 3).weightNorm(false).bias(false).build())
                    .add(Convolution.of(4, 4, 3).build())
                    .add(new BatchNorm(4))
                    .add(Convolution.of(4, 6, 1).build())
                    .add(new BatchNorm(6));
            ParameterStart.initialize(model, manager, 7, IMAGES);
            for (Parameter parameter : trainable()) {
                NDArray values = parameter.getArray();
                Tensors.set(values, normal(parameter.getName(), 0.5, values.getShape().getShape()).add(values));
            }
            regularizer = regularizer().create(model, manager, 1, options);
        }

        private Run(Block model, Regularizer regularizer) {
            this.model = model;
            this.regularizer = regularizer;
        }

        Run with(Regularizer other) {
            return new Run(model, other);
        }

        List<Parameter> trainable() {
            return model.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
        }

        NDArray penalty() {
            return penalty(manager);
        }

        /** One step: forward, penalty, backward. */
        NDArray penalty(NDManager step) {
            for (Parameter parameter : trainable()) {
                parameter.getArray().setRequiresGradient(true);
                Tensors.forgetGradient(parameter.getArray().getGradient());
            }
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray x = NOISE.normal(step, "images", IMAGES);
                NDArray y = model.forward(new ParameterStore(step, false), new NDList(x), true).singletonOrThrow();
                NDArray penalty = regularizer.penalty();
                collector.backward(penalty.add(y.sum().mul(0)));
                return penalty;
            }
        }

        double penaltyAfter(int steps) {
            for (int i = 1; i < steps; i++) {
                penalty();
            }
            return penalty().toFloatArray()[0];
        }

        Run moved(List<NDArray> directions, double by) {
            List<Parameter> parameters = trainable();
            for (int i = 0; i < parameters.size(); i++) {
                parameters.get(i).getArray().addi(directions.get(i).mul(by));
            }
            return this;
        }
    }
}
