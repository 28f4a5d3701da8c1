package nvae.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeightNormsTest {
    private NDManager manager;
    private Noise noise;

    @BeforeEach
    void onMxNet() {
        assumeTrue(Engine.getInstance().getEngineName().equals("MXNet"), "graphs are MXNet's");
        manager = NDManager.newBaseManager();
        noise = Noise.seeded(1, 0);
    }

    @AfterEach
    void close() {
        if (manager != null) {
            manager.close();
        }
    }

    @Test
    void weightsThatLieSideBySideAreMadeAndGiveGradientsToTheBit() {
        JoinedList parameters = parameters(16, 20, 64);
        NDList heads = new NDList(random("h0", weight(16)), random("h1", weight(20)), random("h2", weight(64)));
        Map<String, Input> variables = new HashMap<>();
        NDList expected;
        Nodes nodes;
        try (GradientCollector collector = collector()) {
            expected = normalized(parameters);
            nodes = nodes(expected, parameters, variables);
            Tensors.backward(collector, expected, heads);
        }
        List<float[]> gradients = values(parameters.gradients().orElseThrow());
        parameters.gradients().get().wholes().forEach(whole -> whole.subi(whole));

        try (WeightNorms norms = new WeightNorms(nodes, parameters, variables, manager)) {
            assertThat(norms.weights()).hasSize(1);
            assertThat(nodes.heads()).allMatch(head -> nodes.isVariable(head.node()));
            NDList weights = new NDList();
            nodes.heads().forEach(head -> weights.add(variables.get(nodes.name(head.node())).array(null, null)));
            try (GradientCollector collector = collector()) {
                WeightNorms.Run run = norms.run(manager);
                assertThat(values(weights)).containsExactlyElementsOf(values(expected));
                for (int i = 0; i < heads.size(); i++) {
                    Tensors.set(weights.get(i).getGradient(), heads.get(i));
                }
                run.backward(collector);
            }
        }
        assertThat(values(parameters.gradients().get())).containsExactlyElementsOf(gradients);
    }

    @Test
    void weightsOfFewRowsStayInTheGraph() {
        assertThat(madeAtOnce(parameters(8, 16), WeightNormsTest::normalized)).isEmpty();
    }

    @Test
    void aDirectionThatSomethingElseReadsStaysInTheGraph() {
        assertThat(madeAtOnce(parameters(16, 20), WeightNormsTest::normalized)).hasSize(1);
        assertThat(madeAtOnce(parameters(16, 20), parameters -> {
            NDList results = normalized(parameters);
            results.add(parameters.get(1).square());
            return results;
        })).isEmpty();
    }

    private List<NDArray> madeAtOnce(JoinedList parameters, Function<JoinedList, NDList> pass) {
        Map<String, Input> variables = new HashMap<>();
        try (GradientCollector collector = collector()) {
            Nodes nodes = nodes(pass.apply(parameters), parameters, variables);
            try (WeightNorms norms = new WeightNorms(nodes, parameters, variables, manager)) {
                return norms.weights();
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
        return noise.normal(manager, name, shape);
    }

    private static List<float[]> values(List<NDArray> arrays) {
        return arrays.stream().map(NDArray::toFloatArray).toList();
    }
}
