package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedArrays;
import nvae.api.training.JoinedList;

/**
 * Weight norm, exp(g) V / (||V|| + epsilon), of many convolutions at once. Their V of one shape, but for the output channels, lie side by
 * side in one array, [sum of O,I,k,k]; so what a graph would do for each of them is done for all, by the same operators, before the graph goes
 * forward, and for all their gradients when it has gone back. A model has hundreds of convolutions, most of them small, and an operator takes
 * longer to call than it computes on one of them.
 */
final class WeightNorms implements AutoCloseable {
    private final List<Joined> all = new ArrayList<>();
    private final List<NDArray> inputs;
    private final Graph graph;

    /** The weights of several convolutions, [sum of O,I,k,k], and the gradient to them. */
    private record Joined(NDArray weights, NDArray gradient) {}

    /**
     * The weight norm of one convolution.
     *
     * @param product the node that gives the weight
     * @param direction V
     * @param logNorm g
     * @param constants that it is made with
     * @param settings of its operators
     */
    private record Norm(int product, NDArray direction, NDArray logNorm, List<Input> constants, List<JsonObject> settings) {
        boolean same(Norm other) {
            return settings.equals(other.settings) && constants.size() == other.constants.size()
                    && IntStream.range(0, constants.size()).allMatch(i -> constants.get(i).same(other.constants.get(i)));
        }
    }

    /** Reads weight norms in a graph. */
    private static final class Reader {
        /** As the facade makes it. */
        private static final String FORMULA = "elemwise_mul(V, _np_reshape(FullyConnected(_npi_true_divide(_npi_exp(g), _npi_add_scalar("
                + "_np_reshape(_npi_sqrt(FullyConnected(_npi_square(V), 1))))), 1)))";

        /** Operators from the product to V the long way. */
        private static final int DEPTH = 9;

        private final Nodes nodes;
        private final Map<Integer, List<Integer>> users;
        private final Map<String, Input> variables;

        Reader(Nodes nodes, Map<String, Input> variables) {
            this.nodes = nodes;
            this.variables = variables;
            users = nodes.users();
        }

        /** By V, the weight norms for which V, g and all that is made on the way are made alone. */
        Map<NDArray, Norm> found() {
            Map<NDArray, Norm> found = new IdentityHashMap<>();
            for (int i = 0; i < nodes.count(); i++) {
                if (nodes.is("elemwise_mul", i)) {
                    Found one = new Found(nodes.inputs(i).get(0).node());
                    if (one.formula(i, DEPTH).equals(FORMULA) && users.get(one.direction).size() == 2 && one.logNorm.hasGradient()) {
                        Norm norm = new Norm(i, lasting(one.direction), one.logNorm, one.constants, one.settings);
                        found.put(norm.direction(), norm);
                    }
                }
            }
            return found;
        }

        private NDArray lasting(int variable) {
            return ((Input.Lasting) variables.get(nodes.name(variable))).array();
        }

        /** What leads to one node. */
        private final class Found {
            private final int direction;
            private final List<Input> constants = new ArrayList<>();
            private final List<JsonObject> settings = new ArrayList<>();
            private NDArray logNorm;

            Found(int direction) {
                this.direction = direction;
            }

            /** @param depth so many operators at most */
            String formula(int node, int depth) {
                if (nodes.isVariable(node)) {
                    return variable(node);
                }
                if (depth == 0 || depth < DEPTH && users.get(node).size() > 1) {
                    return "other";
                }
                settings.add(nodes.attributes(node));
                return nodes.inputs(node).stream()
                        .map(input -> formula(input.node(), depth - 1))
                        .collect(Collectors.joining(", ", nodes.operator(node) + "(", ")"));
            }

            private String variable(int node) {
                Input input = variables.get(nodes.name(node));
                if (input instanceof Input.Constant) {
                    constants.add(input);
                    return "1";
                }
                if (!(input instanceof Input.Lasting lasting)) {
                    return "other";
                }
                if (node == direction) {
                    return "V";
                }
                logNorm = lasting.array();
                return users.get(node).size() == 1 ? "g" : "other";
            }
        }
    }

    /**
     * Takes weight norms out of a graph, where those of several convolutions lie side by side.
     *
     * @param nodes which weights enter from now on
     * @param trainable the parameters; only if they and their gradients lie side by side is there anything to be done
     * @param variables what enters, by name; gets the weights
     * @param owner of what lasts
     */
    WeightNorms(Nodes nodes, NDList trainable, Map<String, Input> variables, NDManager owner) {
        JsonArray own = new JsonArray();
        List<Integer> ends = new ArrayList<>();
        Map<String, NDArray> entering = new HashMap<>();
        if (trainable instanceof JoinedList parameters && parameters.gradients().isPresent()) {
            Map<NDArray, Norm> found = new Reader(nodes, variables).found();
            for (Rows rows : rows(parameters, found)) {
                List<Norm> norms = rows.arrays().stream().map(found::get).toList();
                NDArray directions = Graph.detached(rows.in(rows.group().join(parameters)), owner);
                Tensors.requireGradient(directions, rows.in(rows.group().join(parameters.gradients().get())));
                int v = enter(directions, own, entering);
                int g = Nodes.joined(norms.stream().map(norm -> enter(norm.logNorm(), own, entering)).toList(), own);
                Map<String, Integer> leaves = new HashMap<>();
                nodes.copy(norms.get(0).product(), own, leaf -> leaves.computeIfAbsent(nodes.name(leaf), name -> {
                    Input input = variables.get(name);
                    return input instanceof Input.Constant constant
                            ? enter(constant.array(), own, entering)
                            : ((Input.Lasting) input).array() == norms.get(0).direction() ? v : g;
                }));
                ends.add(own.size() - 1);
                all.add(joined(nodes, norms, rows, variables, owner));
            }
        }
        if (all.isEmpty()) {
            inputs = List.of();
            graph = null;
        } else {
            Recording recording = nodes.graph(own, ends.stream().map(end -> Assembly.entry(end, 0)).toList());
            inputs = recording.variables().stream().map(entering::get).toList();
            graph = Graph.of(recording);
        }
    }

    private static int enter(NDArray array, JsonArray nodes, Map<String, NDArray> entering) {
        String name = String.valueOf(nodes.size());
        entering.put(name, array);
        return Nodes.variable(name, nodes);
    }

    /** Arrays with the same weight norm that follow one another in a joined array, two or more. */
    private static List<Rows> rows(JoinedList parameters, Map<NDArray, Norm> found) {
        List<Rows> all = new ArrayList<>();
        for (JoinedArrays group : JoinedArrays.of(parameters)) {
            Rows rows = new Rows(group, 0, new ArrayList<>());
            for (int index : group.indices()) {
                NDArray array = parameters.get(index);
                if (!rows.goesOn(array, found)) {
                    all.add(rows);
                    rows = new Rows(group, rows.end(), new ArrayList<>());
                }
                rows.arrays().add(array);
            }
            all.add(rows);
        }
        return all.stream().filter(rows -> rows.arrays().size() > 1).toList();
    }

    /** Some rows of a joined array, from the one where the first of the arrays that lie there begins. */
    private record Rows(JoinedArrays group, long begin, List<NDArray> arrays) {
        boolean goesOn(NDArray array, Map<NDArray, Norm> found) {
            return arrays.isEmpty() || found.containsKey(array) && found.containsKey(arrays.get(0))
                    && found.get(array).same(found.get(arrays.get(0)));
        }

        long end() {
            return begin + arrays.stream().mapToLong(array -> array.size(0)).sum();
        }

        NDArray in(NDArray whole) {
            return Tensors.view(whole, begin, end());
        }
    }

    private static Joined joined(Nodes nodes, List<Norm> norms, Rows rows, Map<String, Input> variables, NDManager owner) {
        Shape shape = new Shape(rows.end() - rows.begin()).addAll(rows.group().shape().slice(1));
        Joined joined = new Joined(owner.zeros(shape), owner.zeros(shape));
        long begin = 0;
        for (int i = 0; i < norms.size(); i++) {
            long end = begin + rows.arrays().get(i).size(0);
            NDArray weight = Tensors.view(joined.weights(), begin, end);
            Tensors.requireGradient(weight, Tensors.view(joined.gradient(), begin, end));
            variables.put(nodes.enter(norms.get(i).product()), new Input.Lasting(weight));
            begin = end;
        }
        return joined;
    }

    /** The arrays that weights lie in. */
    List<NDArray> weights() {
        return all.stream().map(Joined::weights).toList();
    }

    /** Makes the weights; the manager owns what a run makes besides. */
    Run run(NDManager manager) {
        List<NDArray> weights = all.stream().map(joined -> Graph.detached(joined.weights(), manager)).toList();
        if (graph != null) {
            graph.run(inputs, weights);
        }
        return new Run(weights);
    }

    /** Weights that have been made. */
    final class Run {
        private final List<NDArray> weights;

        private Run(List<NDArray> weights) {
            this.weights = weights;
        }

        /** From the gradients of the weights to those of V and g. */
        void backward(GradientCollector collector) {
            if (!weights.isEmpty()) {
                Tensors.backward(collector, new NDList(weights), new NDList(all.stream().map(Joined::gradient).toList()));
                weights.forEach(Graph::free);
            }
        }
    }

    @Override
    public void close() {
        if (graph != null) {
            graph.close();
        }
    }
}
