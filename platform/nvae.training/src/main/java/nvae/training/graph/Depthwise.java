package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.util.PairList;
import java.util.List;
import java.util.Optional;
import nvae.api.tensor.Leaf;
import nvae.api.tensor.Tensors;
import nvae.training.graph.Nodes.Entry;

/**
 * A depthwise 5x5 convolution, [N,C,H,W] and [C,1,5,5], in oneDNN's blocked layout. In training mode the facade asks autograd for the gradient
 * of the weight from two more convolutions, of 5x3, with zeros; here they are made for their gradients alone.
 */
record Depthwise(Entry x, Entry weight, Entry output) implements Operation {
    /** Channels of a block. With others the image's gradient is slow, and not to the bit that of autograd. */
    private static final int BLOCK = 16;
    private static final int SIDE = 5;
    /** Columns of a kernel that has a fast gradient. */
    private static final int FAST = 3;
    private static final int MARGIN = SIDE - FAST;

    /** The depthwise convolution that ends with a node: the sum of that of a fixed weight and of two of zeros, the weight less itself. */
    static Optional<Depthwise> at(Nodes nodes, int sum) {
        if (!nodes.is("add_n", sum) || nodes.inputs(sum).size() != 3) {
            return Optional.empty();
        }
        int whole = nodes.inputs(sum).get(0).node();
        int left = nodes.inputs(sum).get(1).node();
        if (!isDepthwise(nodes, whole) || !isDepthwise(nodes, left)) {
            return Optional.empty();
        }
        Entry fixed = nodes.inputs(whole).get(1);
        int slice = nodes.inputs(left).get(1).node();
        return nodes.is("BlockGrad", fixed.node()) && nodes.is("slice_axis", slice) && isLess(nodes, nodes.inputs(slice).get(0).node(), fixed)
                ? Optional.of(new Depthwise(nodes.inputs(whole).get(0), fixed, new Entry(sum, 0)))
                : Optional.empty();
    }

    private static boolean isDepthwise(Nodes nodes, int node) {
        return nodes.is("Convolution", node) && nodes.attribute(node, "num_group").equals(nodes.attribute(node, "num_filter"))
                && Integer.parseInt(nodes.attribute(node, "num_group")) % BLOCK == 0;
    }

    /** Whether a node is what is fixed less itself. */
    private static boolean isLess(Nodes nodes, int node, Entry fixed) {
        return nodes.is("elemwise_sub", node) && nodes.inputs(node).equals(List.of(nodes.inputs(fixed.node()).get(0), fixed));
    }

    @Override
    public List<Entry> inputs() {
        return List.of(x, weight);
    }

    @Override
    public NDArray forward(List<NDArray> inputs, Zeros zeros) {
        NDArray x = inputs.get(0);
        return Operation.invoke("Convolution", depthwise(x, SIDE, "(2,2)", false), x, inputs.get(1), zeros.of(channels(x)));
    }

    /** A transposed convolution goes back to the image; each half of the weight's columns has its gradient from the image beside two columns of zeros. */
    @Override
    public List<NDArray> backward(NDArray g, List<NDArray> inputs, Zeros zeros, GradientCollector collector) {
        NDArray x = inputs.get(0);
        NDArray toImage = Operation.invoke("Deconvolution", depthwise(x, SIDE, "(2,2)", true), g, inputs.get(1));
        NDArray margin = zeros.of(x.getShape().get(0), channels(x), x.getShape().get(2), MARGIN);
        // What the weights are does not matter to their gradients.
        NDArray weight = zeros.of(channels(x), 1, SIDE, FAST);
        NDArray left = gradient(g, columns(margin, x), weight, collector);
        NDArray right = gradient(g, columns(x, margin), weight, collector);
        NDArray latter = Operation.invoke("slice_axis", Operation.parameters("axis", 3, "begin", 1, "end", FAST), right);
        NDArray toWeight = columns(left, latter);
        List.of(left, right, latter).forEach(Graph::free);
        return List.of(toImage, toWeight);
    }

    /** The gradient to a weight of 5x3, of the gradient g to the convolution of an image that is two columns wider. */
    private static NDArray gradient(NDArray g, NDArray wide, NDArray weight, GradientCollector collector) {
        NDManager manager = g.getManager();
        NDArray handle = weight.stopGradient();
        Leaf leaf = Tensors.leaf(handle, manager);
        NDArray y = Operation.invoke("Convolution", depthwise(wide, FAST, "(2,0)", true), wide, handle);
        Tensors.backward(collector, new NDList(y), new NDList(g));
        List.of(y, wide, handle).forEach(Graph::free);
        NDArray gradient = leaf.gradient();
        gradient.attach(manager);
        return gradient;
    }

    private static NDArray columns(NDArray left, NDArray right) {
        return Operation.invoke("Concat", Operation.parameters("dim", 3, "num_args", 2), left, right);
    }

    private static PairList<String, Object> depthwise(NDArray x, int width, String padding, boolean unbiased) {
        return Operation.parameters(
                "kernel", new Shape(SIDE, width), "pad", padding, "num_filter", channels(x), "num_group", channels(x),
                "no_bias", unbiased ? "True" : "False");
    }

    private static long channels(NDArray x) {
        return x.getShape().get(1);
    }
}
