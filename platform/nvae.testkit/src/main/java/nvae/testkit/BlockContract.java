package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nvae.api.layer.ParameterStart;
import nvae.api.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every block of a model must do: shapes, gradients, reproducible starts, saving, and the difference of training and evaluation. */
public abstract class BlockContract extends TensorContract {
    private static final long SEED = 3;
    private static final float CLOSE = 2e-5f;

    /**
     * One block to test.
     *
     * @param name for reports
     * @param block makes the block
     * @param input shape of its input, with at least two images
     * @param output shape that must leave
     */
    public record Subject(String name, Supplier<Block> block, Shape input, Shape output) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The blocks for which the contract must hold. */
    protected abstract Stream<Subject> subjects();

    @ParameterizedTest
    @MethodSource("subjects")
    void theOutputHasTheShapeThatItSaysAndMust(Subject subject) {
        Block block = started(subject, SEED);

        assertThat(block.getOutputShapes(new Shape[] {subject.input()})).containsExactly(subject.output());
        assertThat(train(block, input(subject)).getShape()).isEqualTo(subject.output());
        assertThat(evaluate(block, input(subject)).getShape()).isEqualTo(subject.output());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void gradientsAgreeWithFiniteDifferences(Subject subject) {
        Block block = started(subject, SEED);
        NDArray x = input(subject);
        train(block, x);

        Gradients.assertAgreeWithFiniteDifferences(x, input -> evaluate(block, input));
        List<Parameter> trained = trained(block);
        if (trained.isEmpty()) {
            return;
        }
        trained.forEach(parameter -> Tensors.forgetGradient(parameter.getArray().getGradient()));
        NDArray cotangent = normal("cotangent", 1, subject.output().getShape());
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(train(block, x).mul(cotangent).sum());
        }
        trained.forEach(parameter -> assertGradient(block, parameter.getArray(), x, cotangent));
    }

    /** Moves the parameter where a finite difference asks, and back. */
    private void assertGradient(Block block, NDArray parameter, NDArray x, NDArray cotangent) {
        float[] values = parameter.toFloatArray();
        float[] gradient = parameter.getGradient().toFloatArray();
        float[] direction = normal("direction", 1, parameter.getShape().getShape()).sign().toFloatArray();
        float step = 5e-3f;
        double above = lossAt(block, parameter, values, direction, step, x, cotangent);
        double below = lossAt(block, parameter, values, direction, -step, x, cotangent);
        Tensors.set(parameter, values);

        double expected = 0;
        double square = 0;
        for (int i = 0; i < gradient.length; i++) {
            expected += (double) gradient[i] * direction[i];
            square += (double) gradient[i] * gradient[i];
        }
        assertThat((above - below) / (2 * step))
                .as("derivative along a direction of %s %s", parameter.getName(), parameter.getShape())
                .isCloseTo(expected, Offset.offset(0.02 * Math.sqrt(square) + 5e-3));
    }

    private double lossAt(
            Block block, NDArray parameter, float[] values, float[] direction, float step, NDArray x, NDArray cotangent) {
        float[] moved = new float[values.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = values[i] + step * direction[i];
        }
        Tensors.set(parameter, moved);
        float[] products = train(block, x).mul(cotangent).toFloatArray();
        double sum = 0;
        for (float product : products) {
            sum += product;
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void theSeedAloneDecidesTheStart(Subject subject) {
        List<float[]> once = parameters(started(subject, SEED));
        List<float[]> again = parameters(started(subject, SEED));
        List<float[]> other = parameters(started(subject, SEED + 1));

        assertThat(again).usingRecursiveComparison().isEqualTo(once);
        boolean random = started(subject, SEED).getParameters().values().stream()
                .anyMatch(parameter -> parameter.getType() == Parameter.Type.WEIGHT);
        if (random) {
            assertThat(other).usingRecursiveComparison().isNotEqualTo(once);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void savedParametersGiveTheSameOutputs(Subject subject) throws IOException, MalformedModelException {
        Block block = started(subject, SEED);
        NDArray x = input(subject);
        train(block, x);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        block.saveParameters(new DataOutputStream(saved));

        Block loaded = subject.block().get();
        loaded.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        assertThat(evaluate(loaded, x).toFloatArray()).containsExactly(evaluate(block, x).toFloatArray());
        assertThat(train(loaded, x).toFloatArray()).containsExactly(train(block, x).toFloatArray());
        assertThat(parameters(loaded)).usingRecursiveComparison().isEqualTo(parameters(block));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void evaluationChangesNothingAndSeesEachImageByItself(Subject subject) {
        Block block = started(subject, SEED);
        NDArray x = input(subject);
        train(block, x);
        List<float[]> before = parameters(block);
        float[] together = evaluate(block, x).toFloatArray();
        float[] first = evaluate(block, Tensors.slice(x, 0, 0, 1)).toFloatArray();

        assertThat(together).startsWith(first, Offset.offset(CLOSE));
        assertThat(parameters(block)).usingRecursiveComparison().isEqualTo(before);
    }

    /** Training inside and outside a gradient collector must agree: statistics are readjusted for sampling without gradients. */
    @ParameterizedTest
    @MethodSource("subjects")
    void trainingIsTheSameWithAndWithoutGradients(Subject subject) {
        NDArray x = input(subject);
        Block recorded = started(subject, SEED);
        Block plain = started(subject, SEED);
        float[] withGradients;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y = train(recorded, x);
            withGradients = y.toFloatArray();
            if (!trained(recorded).isEmpty()) {
                collector.backward(y.sum());
            }
        }

        assertThat(train(plain, x).toFloatArray()).containsExactly(withGradients, Offset.offset(CLOSE));
        List<float[]> expected = parameters(recorded);
        List<float[]> actual = parameters(plain);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).containsExactly(expected.get(i), Offset.offset(CLOSE));
        }
    }

    /** A fresh block of the subject with its first values. */
    protected final Block started(Subject subject, long seed) {
        Block block = subject.block().get();
        ParameterStart.initialize(block, manager, seed, subject.input());
        return block;
    }

    /** An input of normal numbers, none of them within 0.05 of the kink that some activations have at 0. */
    protected final NDArray input(Subject subject) {
        NDArray x = normal("input", 1, subject.input().getShape());
        return x.add(x.sign().mul(0.05));
    }

    /** The output of a training pass. */
    protected final NDArray train(Block block, NDArray x) {
        return forward(block, x, true);
    }

    /** The output of an evaluation pass. */
    protected final NDArray evaluate(Block block, NDArray x) {
        return forward(block, x, false);
    }

    private NDArray forward(Block block, NDArray x, boolean training) {
        return block.forward(new ParameterStore(manager, false), new NDList(x), training).singletonOrThrow();
    }

    private static List<Parameter> trained(Block block) {
        return block.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
    }

    private static List<float[]> parameters(Block block) {
        List<float[]> values = new ArrayList<>();
        block.getParameters().values().forEach(parameter -> values.add(parameter.getArray().toFloatArray()));
        return values;
    }
}
