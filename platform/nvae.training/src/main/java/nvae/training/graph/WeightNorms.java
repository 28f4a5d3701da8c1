package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedArrays;
import nvae.api.training.JoinedList;

/**
 * Weight norm, exp(g) V / (||V|| + epsilon), of many convolutions at once. Their V of one shape, but for the output channels, lie side by
 * side in one array, [sum of O,I,k,k]; so what a graph would do for each of them is done for all, by the same operators, before the graph goes
 * forward, and for all their gradients when it has gone back. A model has hundreds of convolutions, most of them small, and an operator takes
 * longer to call than it computes on one of them. It costs the memory of the weights and of their gradients, which last, and of what the
 * operators keep, from a pass's first moment to its last.
 */
final class WeightNorms implements AutoCloseable {
    private final List<Joined> joined = new ArrayList<>();
    private final List<NDArray> inputs;
    private final Optional<Graph> graph;

    /** The weights of so many convolutions, [sum of O,I,k,k], and the gradient to them. */
    private record Joined(int count, NDArray weights, NDArray gradient) {}

    /**
     * Takes weight norms out of a graph, where those of several convolutions lie side by side.
     *
     * @param nodes which weights enter from now on
     * @param sideBySide parameters that lie side by side; only if their gradients do too is there anything to be done
     * @param variables what enters, by name; gets the weights
     * @param owner of what lasts
     */
    WeightNorms(Nodes nodes, Optional<JoinedList> sideBySide, Map<String, Input> variables, NDManager owner) {
        Making making = new Making(nodes, variables);
        sideBySide.ifPresent(parameters -> parameters.gradients().ifPresent(gradients -> {
            Map<NDArray, WeightNorm> norms = WeightNorm.in(nodes, variables);
            for (Rows rows : rows(parameters, norms)) {
                List<WeightNorm> members = rows.arrays().stream().map(norms::get).toList();
                NDArray directions = Graph.detached(rows.in(rows.group().join(parameters)), owner);
                Tensors.requireGradient(directions, rows.in(rows.group().join(gradients)));
                making.add(members, directions);
                joined.add(weights(nodes, members, rows, variables, owner));
            }
        }));
        if (joined.isEmpty()) {
            inputs = List.of();
            graph = Optional.empty();
        } else {
            Recording recording = nodes.graph(making.own, making.ends);
            inputs = recording.variables().stream().map(making.entering::get).toList();
            graph = Optional.of(Graph.of(recording));
        }
    }

    /** The graph of all weights, as it grows. */
    private static final class Making {
        private final Nodes nodes;
        private final Map<String, Input> variables;
        private final JsonArray own = new JsonArray();
        private final List<JsonArray> ends = new ArrayList<>();
        private final Map<String, NDArray> entering = new HashMap<>();

        Making(Nodes nodes, Map<String, Input> variables) {
            this.nodes = nodes;
            this.variables = variables;
        }

        /** What makes one weight makes all of them, from the V of all and their joined g. */
        void add(List<WeightNorm> norms, NDArray directions) {
            int v = enter(directions);
            int g = Nodes.joined(norms.stream().map(norm -> enter(norm.logNorm())).toList(), own);
            WeightNorm first = norms.get(0);
            int end = nodes.copyWithSources(first.product(), own, leaf -> {
                Input input = variables.get(nodes.name(leaf));
                return input instanceof Input.Lasting lasting ? lasting.array() == first.direction() ? v : g : enter(((Input.Constant) input).array());
            });
            ends.add(Assembly.entry(end, 0));
        }

        private int enter(NDArray array) {
            String name = String.valueOf(own.size());
            entering.put(name, array);
            return Nodes.variable(name, own);
        }
    }

    /** Arrays with the same weight norm that follow one another in a joined array, two or more. */
    private static List<Rows> rows(JoinedList parameters, Map<NDArray, WeightNorm> norms) {
        List<Rows> all = new ArrayList<>();
        for (JoinedArrays group : JoinedArrays.of(parameters)) {
            Rows rows = new Rows(group, 0, new ArrayList<>());
            for (int index : group.indices()) {
                NDArray array = parameters.get(index);
                if (!rows.takes(array, norms)) {
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
        boolean takes(NDArray array, Map<NDArray, WeightNorm> norms) {
            return arrays.isEmpty() || norms.containsKey(array) && norms.containsKey(arrays.get(0))
                    && norms.get(array).madeAs(norms.get(arrays.get(0)));
        }

        long end() {
            return begin + arrays.stream().mapToLong(array -> array.size(0)).sum();
        }

        NDArray in(NDArray whole) {
            return Tensors.view(whole, begin, end());
        }
    }

    private static Joined weights(Nodes nodes, List<WeightNorm> norms, Rows rows, Map<String, Input> variables, NDManager owner) {
        Shape shape = new Shape(rows.end() - rows.begin()).addAll(rows.group().shape().slice(1));
        Joined joined = new Joined(norms.size(), owner.zeros(shape), owner.zeros(shape));
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

    /** How many weights are made side by side. */
    int count() {
        return joined.stream().mapToInt(Joined::count).sum();
    }

    /** Makes the weights; the manager owns what a run makes besides. */
    Run run(NDManager manager) {
        List<NDArray> weights = joined.stream().map(one -> Graph.detached(one.weights(), manager)).toList();
        graph.ifPresent(one -> one.run(inputs, weights));
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
                Tensors.backward(collector, new NDList(weights), new NDList(joined.stream().map(Joined::gradient).toList()));
                weights.forEach(Tensors::free);
            }
        }
    }

    @Override
    public void close() {
        graph.ifPresent(Graph::close);
    }
}
