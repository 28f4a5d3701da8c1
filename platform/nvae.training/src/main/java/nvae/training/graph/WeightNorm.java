package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The weight norm of one convolution in a graph.
 *
 * @param product the node that gives the weight, [O,I,k,k]
 * @param direction V, [O,I,k,k]
 * @param logNorm g, [O,1,1,1]
 * @param constants that it is made with
 * @param settings of its operators
 */
record WeightNorm(int product, NDArray direction, NDArray logNorm, List<Input> constants, List<JsonObject> settings) {
    /** As the facade makes it. */
    private static final String FORMULA = "elemwise_mul(V, _np_reshape(FullyConnected(_npi_true_divide(_npi_exp(g), _npi_add_scalar("
            + "_np_reshape(_npi_sqrt(FullyConnected(_npi_square(V), 1))))), 1)))";

    /** Operators from the product to V the long way. */
    private static final int DEPTH = 9;

    /** By V, the weight norms in a graph for which V, g and all that is made on the way are made alone. */
    static Map<NDArray, WeightNorm> in(Nodes nodes, Map<String, Input> variables) {
        int[] uses = nodes.uses();
        Map<NDArray, WeightNorm> found = new IdentityHashMap<>();
        for (int i = 0; i < nodes.count(); i++) {
            if (nodes.is("elemwise_mul", i)) {
                Reading reading = new Reading(nodes, uses, variables, nodes.inputs(i).get(0).node());
                if (reading.formula(i, DEPTH).equals(FORMULA) && reading.logNorm.hasGradient()) {
                    WeightNorm norm = new WeightNorm(i, reading.lasting(), reading.logNorm, reading.constants, reading.settings);
                    found.put(norm.direction(), norm);
                }
            }
        }
        return found;
    }

    /** Whether the same operators with the same constants make both. */
    boolean madeAs(WeightNorm other) {
        return settings.equals(other.settings) && constants.size() == other.constants.size()
                && IntStream.range(0, constants.size()).allMatch(i -> constants.get(i).same(other.constants.get(i)));
    }

    /** What leads to one product. */
    private static final class Reading {
        private final Nodes nodes;
        private final int[] uses;
        private final Map<String, Input> variables;
        private final int direction;
        private final List<Input> constants = new ArrayList<>();
        private final List<JsonObject> settings = new ArrayList<>();
        private NDArray logNorm;

        /** @param direction the node that is V if this is a weight norm */
        Reading(Nodes nodes, int[] uses, Map<String, Input> variables, int direction) {
            this.nodes = nodes;
            this.uses = uses;
            this.variables = variables;
            this.direction = direction;
        }

        /** @param depth so many operators at most */
        String formula(int node, int depth) {
            if (nodes.isVariable(node)) {
                return variable(node);
            }
            if (depth == 0 || depth < DEPTH && uses[node] > 1) {
                return "other";
            }
            settings.add(nodes.attributes(node));
            return nodes.inputs(node).stream()
                    .map(input -> formula(input.node(), depth - 1))
                    .collect(Collectors.joining(", ", nodes.operator(node) + "(", ")"));
        }

        private String variable(int node) {
            Input input = variables.get(nodes.name(node));
            if (input instanceof Input.Constant && uses[node] == 1) {
                constants.add(input);
                return "1";
            }
            if (input instanceof Input.Lasting && node == direction && uses[node] == 2) {
                return "V";
            }
            if (input instanceof Input.Lasting lasting && uses[node] == 1) {
                logNorm = lasting.array();
                return "g";
            }
            return "other";
        }

        NDArray lasting() {
            return ((Input.Lasting) variables.get(nodes.name(direction))).array();
        }
    }
}
