package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Map;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Convolution;
import nvae.api.layer.ParameterStart;
import nvae.api.part.Options;
import nvae.api.training.Constraint;
import nvae.api.training.ConstraintType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What every constraint on weights must do. A constraint's test is a subclass that names it. */
public abstract class ConstraintContract extends TensorContract {
    private static final Shape IMAGES = new Shape(2, 3, 6, 6);

    /** The constraint under test. */
    protected abstract ConstraintType constraint();

    @Test
    void theModelStaysUsable() {
        Run run = new Run(7);

        assertThat(run.output()).hasSize(2 * 4 * 6 * 6).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    }

    @Test
    void aModelWithoutLayersIsNoTrouble() {
        Constraint constraint = constraint().create(new SequentialBlock(), manager, 1, Options.none());
        constraint.follow();

        assertThat(constraint.state()).isEmpty();
    }

    /** The model is the same function whether the constraint was followed before it is used or long before. */
    @Test
    void usingTheModelChangesNothing() {
        Run run = new Run(7);
        float[] first = run.output();

        assertThat(run.output()).containsExactly(first);
    }

    @Test
    void savedAndRestoredItGoesOnBitForBit() {
        Run run = new Run(7);
        Run restored = new Run(7);
        run.move();
        restored.move();
        Map<String, NDArray> saved = run.constraint.state();
        assertThat(restored.constraint.state().keySet()).containsExactlyElementsOf(saved.keySet());
        restored.constraint.state().forEach((name, array) -> saved.get(name).copyTo(array));

        assertThat(restored.output()).containsExactly(run.output());
        run.constraint.follow();
        restored.constraint.follow();
        assertThat(restored.output()).containsExactly(run.output());
    }

    /** Where the constraint has settled, the gradient through it is the slope of what the model computes. */
    @Test
    void theGradientIsTheSlope() {
        Run run = new Run(7);
        NDArray cotangent = NOISE.normal(manager, "R", new Shape(2, 4, 6, 6));
        NDArray weight = run.first.unconstrainedWeight();
        run.settle();
        NDArray gradient = Gradients.of(weight, w -> run.forward(manager).mul(cotangent), manager.ones(new Shape(2, 4, 6, 6)));
        double squaredNorm = gradient.square().sum().getFloat();
        assertThat(squaredNorm).isPositive();

        double width = 1e-2 / Math.sqrt(squaredNorm);
        double above = run.moved(gradient, width, cotangent);
        double below = run.moved(gradient, -2 * width, cotangent);
        assertThat((above - below) / (2 * width)).isCloseTo(squaredNorm, Offset.offset(0.05 * squaredNorm));
    }

    @Test
    void aStepKeepsNoArraysOfItsOwn() {
        Run run = new Run(7);
        int before = manager.getManagedArrays().size();
        try (NDManager step = manager.newSubManager()) {
            run.model.getParameters().values().forEach(parameter -> parameter.getArray().tempAttach(step));
            run.constraint.state().values().forEach(array -> array.tempAttach(step));
            run.constraint.follow();
            run.forward(step);
        }
        assertThat(manager.getManagedArrays()).hasSize(before);

        try (NDManager use = manager.newSubManager()) {
            run.model.getParameters().values().forEach(parameter -> parameter.getArray().tempAttach(use));
            run.forward(use);
        }
        assertThat(manager.getManagedArrays()).as("in evaluation, only parameters belong to the work's manager").hasSize(before);
    }

    /** A small model under the constraint; its first convolution has a plain weight, its last a normalized one. */
    private final class Run {
        final Convolution first = Convolution.of(3, 4, 3).weightNorm(false).bias(false).build();
        final Block model = new SequentialBlock().add(first).add(new BatchNorm(4)).add(Convolution.of(4, 4, 1).build());
        final Constraint constraint;

        Run(long seed) {
            ParameterStart.initialize(model, manager, seed, IMAGES);
            constraint = constraint().create(model, manager, 1, Options.none());
        }

        NDArray forward(NDManager owner) {
            NDArray x = NOISE.normal(owner, "images", IMAGES);
            return model.forward(new ParameterStore(owner, false), new NDList(x), false).singletonOrThrow();
        }

        float[] output() {
            return forward(manager).toFloatArray();
        }

        /** Moves the parameters as an optimizer would. */
        void move() {
            for (Parameter parameter : model.getParameters().values()) {
                if (parameter.requiresGradient()) {
                    NDArray values = parameter.getArray();
                    values.addi(normal(parameter.getName(), 0.1, values.getShape().getShape()));
                }
            }
            constraint.follow();
        }

        void settle() {
            for (int i = 0; i < 50; i++) {
                constraint.follow();
            }
        }

        double moved(NDArray direction, double by, NDArray cotangent) {
            first.unconstrainedWeight().addi(direction.mul(by));
            settle();
            return forward(manager).mul(cotangent).sum().getFloat();
        }
    }
}
