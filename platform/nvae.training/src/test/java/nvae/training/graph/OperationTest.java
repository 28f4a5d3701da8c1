package nvae.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import nvae.api.tensor.Tensors;
import nvae.api.tensor.Tracing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done between parts of a graph against what the facade records, to the bit. */
class OperationTest extends MxNetContract {
    private static final int CHANNELS = 16;
    private static final Shape IMAGES = new Shape(2, CHANNELS, 8, 6);

    static Stream<Arguments> operations() {
        BiFunction<Nodes, Integer, Optional<? extends Operation>> swish = Swish::at;
        BiFunction<Nodes, Integer, Optional<? extends Operation>> depthwise = Depthwise::at;
        Function<NDList, NDArray> swishOf = inputs -> Tensors.swish(inputs.get(0));
        return Stream.of(
                Arguments.of(swish, swishOf, List.of()),
                Arguments.of(depthwise, depthwise(CHANNELS), List.of(new Shape(CHANNELS, 1, 5, 5))));
    }

    private static Function<NDList, NDArray> depthwise(int channels) {
        return inputs -> Tensors.convolution(inputs.get(0), inputs.get(1), null, 1, 2, 1, channels);
    }

    /** The images are as a convolution leaves them, in oneDNN's layout. */
    @ParameterizedTest
    @MethodSource("operations")
    void givesTheBitsOfWhatItStandsFor(
            BiFunction<Nodes, Integer, Optional<Operation>> at, Function<NDList, NDArray> facade, List<Shape> weights) {
        NDList inputs = new NDList(convolved("x", IMAGES));
        weights.forEach(shape -> inputs.add(NOISE.normal(manager, "weight", shape)));
        NDArray g = convolved("g", IMAGES);
        inputs.forEach(input -> input.setRequiresGradient(true));
        Operation operation = found(at, facade, inputs).orElseThrow();

        float[] y;
        List<float[]> gradients;
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray recorded = facade.apply(inputs);
            Tensors.backward(collector, new NDList(recorded), new NDList(g));
            y = recorded.toFloatArray();
            gradients = inputs.stream().map(input -> input.getGradient().toFloatArray()).toList();
        }
        Zeros zeros = new Zeros(manager);
        List<NDArray> handles = inputs.stream().map(NDArray::stopGradient).toList();
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            assertThat(operation.forward(handles, zeros).toFloatArray()).containsExactly(y);
            List<NDArray> own = operation.backward(g, handles, zeros, collector);
            assertThat(own).hasSameSizeAs(gradients);
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i).toFloatArray()).containsExactly(gradients.get(i));
            }
        }
    }

    /** Autograd's gradient of the image has other bits where channels do not fill oneDNN's blocks. */
    @Test
    void depthwiseConvolutionsOfOddChannelsStayInTheGraph() {
        NDArray x = NOISE.normal(manager, "x", new Shape(2, 12, 8, 6));
        NDArray weight = NOISE.normal(manager, "weight", new Shape(12, 1, 5, 5));
        x.setRequiresGradient(true);
        weight.setRequiresGradient(true);

        assertThat(found(Depthwise::at, depthwise(12), new NDList(x, weight))).isEmpty();
    }

    private Optional<? extends Operation> found(
            BiFunction<Nodes, Integer, ? extends Optional<? extends Operation>> at, Function<NDList, NDArray> facade, NDList inputs) {
        try (GradientCollector collector = manager.getEngine().newGradientCollector(); Tracing tracing = Tracing.open()) {
            Nodes nodes = new Nodes(Recording.of(new NDList(facade.apply(inputs))));
            return at.apply(nodes, nodes.heads().get(0).node());
        }
    }

    private NDArray convolved(String name, Shape shape) {
        NDArray weight = NOISE.normal(manager, name + "-weight", new Shape(CHANNELS, CHANNELS, 1, 1));
        return Tensors.convolution(NOISE.normal(manager, name, shape), weight, null, 1, 0, 1, 1);
    }
}
