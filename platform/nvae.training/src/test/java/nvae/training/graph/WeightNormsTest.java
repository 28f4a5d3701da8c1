package nvae.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedList;
import org.junit.jupiter.api.Test;

class WeightNormsTest extends MxNetContract {
    /** Those of 8 rows, which are summed in another way, stay in the graph, and part the others. */
    @Test
    void weightsThatLieSideBySideAreMadeAndGiveGradientsToTheBit() {
        JoinedList parameters = parameters(8, 16, 20, 64, 8, 32, 16);
        List<Integer> sideBySide = List.of(1, 2, 3, 5, 6);
        Map<String, Input> variables = new HashMap<>();
        NDList expected;
        NDList heads = new NDList();
        Nodes nodes;
        try (GradientCollector collector = collector()) {
            expected = normalized(parameters);
            nodes = nodes(expected, parameters, variables);
            expected.forEach(weight -> heads.add(random("head" + heads.size(), weight.getShape())));
            Tensors.backward(collector, expected, heads);
        }
        NDList gradients = parameters.gradients().orElseThrow();
        List<float[]> recorded = values(gradients);
        parameters.gradients().get().wholes().forEach(whole -> whole.subi(whole));

        try (WeightNorms norms = new WeightNorms(nodes, Optional.of(parameters), variables, manager)) {
            assertThat(norms.count()).isEqualTo(sideBySide.size());
            Map<Integer, NDArray> weights = new HashMap<>();
            for (int i = 0; i < expected.size(); i++) {
                int head = nodes.heads().get(i).node();
                if (nodes.isVariable(head)) {
                    weights.put(i, ((Input.Lasting) variables.get(nodes.name(head))).array());
                }
            }
            assertThat(weights).containsOnlyKeys(sideBySide);
            try (GradientCollector collector = collector()) {
                WeightNorms.Run run = norms.run(manager);
                weights.forEach((i, weight) -> {
                    assertThat(weight.toFloatArray()).isEqualTo(expected.get(i).toFloatArray());
                    Tensors.set(weight.getGradient(), heads.get(i));
                });
                run.backward(collector);
            }
        }
        for (int i = 0; i < gradients.size(); i++) {
            float[] gradient = sideBySide.contains(i % expected.size()) ? recorded.get(i) : new float[recorded.get(i).length];
            assertThat(gradients.get(i).toFloatArray()).as("gradient " + i).isEqualTo(gradient);
        }
    }

    @Test
    void weightsOfFewRowsStayInTheGraph() {
        assertThat(madeAtOnce(parameters(8, 16), WeightNormsTest::normalized)).isZero();
    }

    @Test
    void whatSomethingElseReadsTooStaysInTheGraph() {
        assertThat(madeAtOnce(parameters(16, 20), WeightNormsTest::normalized)).isEqualTo(2);
        for (int parameter = 0; parameter < 4; parameter++) {
            int read = parameter;
            assertThat(madeAtOnce(parameters(16, 20), parameters -> {
                NDList results = normalized(parameters);
                results.add(parameters.get(read).square());
                return results;
            })).as("parameter %d", read).isZero();
        }
    }

    @Test
    void weightsOfOneLogNormStayInTheGraph() {
        assertThat(madeAtOnce(parameters(16, 16), parameters -> new NDList(
                Tensors.weightNorm(parameters.get(0), parameters.get(2)), Tensors.weightNorm(parameters.get(1), parameters.get(2))))).isZero();
    }

    @Test
    void weightsOfParametersThatLieApartStayInTheGraph() {
        JoinedList parameters = parameters(16, 20);
        assertThat(madeAtOnce(parameters, Optional.empty(), WeightNormsTest::normalized)).isZero();
    }

    private int madeAtOnce(JoinedList parameters, Function<JoinedList, NDList> pass) {
        return madeAtOnce(parameters, Optional.of(parameters), pass);
    }

    private int madeAtOnce(JoinedList parameters, Optional<JoinedList> sideBySide, Function<JoinedList, NDList> pass) {
        Map<String, Input> variables = new HashMap<>();
        try (GradientCollector collector = collector()) {
            Nodes nodes = nodes(pass.apply(parameters), parameters, variables);
            try (WeightNorms norms = new WeightNorms(nodes, sideBySide, variables, manager)) {
                return norms.count();
            }
        }
    }

    /** V of so many rows each, then a g each. */
    private JoinedList parameters(int... rows) {
        NDList starts = new NDList();
        for (int count : rows) {
            starts.add(random("V" + count, weight(count)));
        }
        for (int count : rows) {
            starts.add(random("g" + count, new Shape(count, 1, 1, 1)));
        }
        JoinedList parameters = JoinedList.zeros(starts, manager);
        for (int i = 0; i < starts.size(); i++) {
            Tensors.set(parameters.get(i), starts.get(i));
        }
        parameters.requireGradients(manager);
        return parameters;
    }

    private static NDList normalized(NDList parameters) {
        int weights = parameters.size() / 2;
        NDList normalized = new NDList();
        for (int i = 0; i < weights; i++) {
            normalized.add(Tensors.weightNorm(parameters.get(i), parameters.get(weights + i)));
        }
        return normalized;
    }

    /** The record that leads to some arrays; what enters it joins the variables. */
    private Nodes nodes(NDList results, JoinedList parameters, Map<String, Input> variables) {
        Recording recording = Recording.of(results);
        manager.getManagedArrays().forEach(array -> Recording.nameOf(array).filter(recording.variables()::contains)
                .ifPresent(name -> variables.put(name, new Input.Constant(array))));
        parameters.forEach(array -> Recording.nameOf(array).ifPresent(name -> variables.put(name, new Input.Lasting(array))));
        return new Nodes(recording);
    }

    private GradientCollector collector() {
        return manager.getEngine().newGradientCollector();
    }

    private static Shape weight(int rows) {
        return new Shape(rows, 5, 3, 3);
    }

    private NDArray random(String name, Shape shape) {
        return NOISE.normal(manager, name, shape);
    }

    private static List<float[]> values(List<NDArray> arrays) {
        return arrays.stream().map(NDArray::toFloatArray).toList();
    }
}
