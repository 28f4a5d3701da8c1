package nvae.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import nvae.training.graph.Division.Part;
import nvae.training.graph.Division.Slot;
import nvae.training.graph.Nodes.Entry;
import org.junit.jupiter.api.Test;

class DivisionTest extends MxNetContract {
    private static final Shape SHAPE = new Shape(8, 64, 32, 32);

    /** a = u + v, y = swish(a), the result y + a; node 1 is v, 2 is a, 5 is y. */
    private static final String RESIDUAL = """
            {"nodes": [
              {"op": "null", "name": "u", "inputs": []},
              {"op": "null", "name": "v", "inputs": []},
              {"op": "elemwise_add", "name": "a", "inputs": [[0, 0, 0], [1, 0, 0]]},
              {"op": "transpose", "name": "plain", "attrs": {"axes": "(0,1,2,3)"}, "inputs": [[2, 0, 0]]},
              {"op": "Activation", "name": "sigmoid", "attrs": {"act_type": "sigmoid"}, "inputs": [[3, 0, 0]]},
              {"op": "elemwise_mul", "name": "y", "inputs": [[3, 0, 0], [4, 0, 0]]},
              {"op": "elemwise_add", "name": "sum", "inputs": [[5, 0, 0], [2, 0, 0]]}],
             "arg_nodes": [0, 1], "heads": [[6, 0, 0]], "attrs": {"mxnet_version": ["int", 10900]}}
            """;

    @Test
    void isCutAtASwish() {
        List<Part> parts = divided(RESIDUAL);

        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).outputs()).containsExactly(new Entry(2, 0));
        assertThat(parts.get(0).operations()).containsExactly(new Swish(new Entry(2, 0), new Entry(5, 0)));
        assertThat(parts.get(1).inputs()).containsExactlyInAnyOrder(new Slot(new Entry(5, 0), 6, true), new Slot(new Entry(2, 0), 6, true));
        assertThat(parts.get(1).recording().orElseThrow().operators()).isEqualTo(1);
    }

    @Test
    void isOnePartWithoutASwish() {
        assertThat(divided(RESIDUAL.replace("\"sigmoid\"}", "\"tanh\"}"))).singleElement().satisfies(part -> {
            assertThat(part.operations()).isEmpty();
            assertThat(part.outputs()).containsExactly(new Entry(6, 0));
            assertThat(part.inputs()).extracting(Slot::source).containsExactlyInAnyOrder(new Entry(0, 0), new Entry(1, 0));
        });
    }

    private static List<Part> divided(String json) {
        return new Division(Recording.of(json), 1, variable -> SHAPE).parts();
    }
}
