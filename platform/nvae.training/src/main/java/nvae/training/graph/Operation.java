package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import ai.djl.util.PairList;
import java.util.List;
import nvae.training.graph.Nodes.Entry;

/**
 * Something that is done between two parts of a graph, by operators that autograd does not follow. It gives the bits of the nodes that it stands
 * for, forward and backward.
 */
sealed interface Operation permits Swish, Depthwise {
    /** What it is computed from; gradients flow to all of them. */
    List<Entry> inputs();

    /** What it gives. */
    Entry output();

    /** Goes forward, from its inputs. */
    NDArray forward(List<NDArray> inputs, Zeros zeros);

    /** The gradients to its inputs of the gradient g to what it gives. */
    List<NDArray> backward(NDArray g, List<NDArray> inputs, Zeros zeros, GradientCollector collector);

    /** What an operator of MXNet gives. */
    static NDArray invoke(String operator, PairList<String, Object> parameters, NDArray... inputs) {
        return inputs[0].getManager().invoke(operator, new NDList(inputs), parameters).head();
    }

    /** Parameters of an operator: names, each followed by its value. */
    static PairList<String, Object> parameters(Object... namesAndValues) {
        PairList<String, Object> parameters = new PairList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add((String) namesAndValues[i], String.valueOf(namesAndValues[i + 1]));
        }
        return parameters;
    }
}
