package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import ai.djl.util.PairList;
import java.util.List;
import java.util.Optional;
import nvae.api.tensor.Tensors;
import nvae.training.graph.Nodes.Entry;

/**
 * x sigmoid(x), [N,C,H,W]. Autograd would keep a copy of x in the plain layout, as products read no other, and the sigmoid. Here x is kept as it
 * is, and the sigmoid is made again. It takes no pass of its own: it is in oneDNN's backward passes of softplus and of the sigmoid.
 */
record Swish(Entry x, Entry output) implements Operation {
    private static final PairList<String, Object> NONE = Operation.parameters();
    private static final PairList<String, Object> SAME_AXES = Operation.parameters("axes", "(0,1,2,3)");
    private static final PairList<String, Object> SOFTPLUS = Operation.parameters("act_type", "softrelu");
    private static final PairList<String, Object> SIGMOID = Operation.parameters("act_type", "sigmoid");

    /** The swish that ends with a node, p sigmoid(p) where p is x in the plain layout. */
    static Optional<Swish> at(Nodes nodes, int product) {
        if (!nodes.is("elemwise_mul", product)) {
            return Optional.empty();
        }
        Entry plain = nodes.inputs(product).get(0);
        int sigmoid = nodes.inputs(product).get(1).node();
        return nodes.is("transpose", plain.node()) && nodes.attribute(plain.node(), "axes").equals("(0,1,2,3)")
                        && nodes.is("Activation", sigmoid) && nodes.attribute(sigmoid, "act_type").equals("sigmoid")
                        && nodes.inputs(sigmoid).get(0).equals(plain)
                ? Optional.of(new Swish(nodes.inputs(plain.node()).get(0), new Entry(product, 0)))
                : Optional.empty();
    }

    @Override
    public List<Entry> inputs() {
        return List.of(x);
    }

    /** Softplus' derivative is the sigmoid: its backward pass with x as the gradient gives x sigmoid(x), in any layout. */
    @Override
    public NDArray forward(List<NDArray> inputs, Zeros zeros) {
        NDArray x = inputs.get(0);
        return Operation.invoke("_backward_Activation", SOFTPLUS, x, x, x);
    }

    /** g sigmoid(x) + g x sigmoid'(x). */
    @Override
    public List<NDArray> backward(NDArray g, List<NDArray> inputs, Zeros zeros, GradientCollector collector) {
        NDArray x = Operation.invoke("transpose", SAME_AXES, inputs.get(0));
        NDArray gradient = Operation.invoke("transpose", SAME_AXES, g);
        NDArray product = Operation.invoke("elemwise_mul", NONE, gradient, x);
        into(product, "_backward_Activation", SIGMOID, product, x, x);
        into(gradient, "_backward_Activation", SOFTPLUS, gradient, x, x);
        into(gradient, "elemwise_add", NONE, gradient, product);
        Tensors.free(product);
        Tensors.free(x);
        return List.of(gradient);
    }

    private static void into(NDArray output, String operator, PairList<String, Object> parameters, NDArray... inputs) {
        output.getManager().invoke(operator, inputs, new NDArray[] {output}, parameters);
    }
}
