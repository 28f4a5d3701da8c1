package nvae.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest extends MxNetContract {
    /** a and b are moved towards p^2 - 1 and q^2 - 1, a by a quarter, b by RATE. */
    private static final String TWO_MOVES = """
            {"nodes": [
              {"op": "null", "name": "a", "inputs": []},
              {"op": "null", "name": "b", "inputs": []},
              {"op": "null", "name": "x", "inputs": []},
              {"op": "null", "name": "y", "inputs": []},
              {"op": "_npi_negative", "name": "p", "inputs": [[2, 0, 0]]},
              {"op": "_npi_negative", "name": "q", "inputs": [[3, 0, 0]]},
              {"op": "BlockGrad", "name": "p1", "inputs": [[4, 0, 0]]},
              {"op": "_npi_power_scalar", "name": "p2", "attrs": {"scalar": "2"}, "inputs": [[6, 0, 0]]},
              {"op": "_npi_power_scalar", "name": "q2", "attrs": {"scalar": "2"}, "inputs": [[5, 0, 0]]},
              {"op": "_npi_subtract_scalar", "name": "p3", "attrs": {"scalar": "1"}, "inputs": [[7, 0, 0]]},
              {"op": "_npi_subtract_scalar", "name": "q3", "attrs": {"scalar": "1"}, "inputs": [[8, 0, 0]]},
              {"op": "sgd_update", "name": "a1", "attrs": {"lr": "0.25", "wd": "1", "rescale_grad": "-1"}, "inputs": [[0, 0, 0], [9, 0, 0]]},
              {"op": "sgd_update", "name": "b1", "attrs": {"lr": "RATE", "wd": "1", "rescale_grad": "-1"}, "inputs": [[1, 0, 0], [10, 0, 0]]},
              {"op": "BlockGrad", "name": "a2", "inputs": [[11, 0, 0]]},
              {"op": "BlockGrad", "name": "b2", "inputs": [[12, 0, 0]]}],
             "arg_nodes": [0, 1, 2, 3], "heads": [[13, 0, 0], [14, 0, 0]], "attrs": {"mxnet_version": ["int", 10900]}}
            """;

    private NDArray a;
    private NDArray b;

    @BeforeEach
    void start() {
        a = manager.create(new float[] {1, 2, 3});
        b = manager.create(new float[] {4, 5});
    }

    @Test
    void arraysThatTheSameOperatorsMoveDoSoOutsideTheGraph() {
        try (Changes changes = changes("0.25", List.of(a, b))) {
            assertThat(operators(changes)).containsExactly("_npi_negative", "_npi_negative");

            changes.make(List.of(manager.create(new float[] {3, -4, 5}), manager.create(new float[] {-1, 2})));
        }

        assertThat(a.toFloatArray()).containsExactly(0.75f + 2, 1.5f + 3.75f, 2.25f + 6);
        assertThat(b.toFloatArray()).containsExactly(3, 3.75f + 0.75f);
    }

    @Test
    void othersAreSetToWhatTheGraphMakes() {
        try (Changes changes = changes("0.5", List.of(a, b))) {
            assertThat(operators(changes)).containsExactly("BlockGrad", "BlockGrad");

            changes.make(List.of(manager.create(new float[] {7, 8, 9}), manager.create(new float[] {10, 11})));
        }

        assertThat(a.toFloatArray()).containsExactly(7, 8, 9);
        assertThat(b.toFloatArray()).containsExactly(10, 11);
    }

    @Test
    void whatStartsFromAnotherArrayThanItChangesStaysInTheGraph() {
        try (Changes changes = changes("0.25", List.of(b, a))) {
            assertThat(operators(changes)).containsExactly("BlockGrad", "BlockGrad");
        }
    }

    private static Nodes nodes(String rate) {
        return new Nodes(Recording.of(TWO_MOVES.replace("RATE", rate)));
    }

    private Changes changes(String rate, List<NDArray> lasting) {
        Nodes nodes = nodes(rate);
        return new Changes(nodes, nodes.heads(), lasting, Map.of("a", new Input.Lasting(a), "b", new Input.Lasting(b)), manager);
    }

    private static List<String> operators(Changes changes) {
        return changes.sources().stream().map(source -> nodes("0.25").operator(source.node())).toList();
    }
}
