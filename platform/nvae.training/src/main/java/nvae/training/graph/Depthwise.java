package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
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
    /** The axis of columns. */
    private static final int COLUMNS = 3;

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
        return nodes.stops(fixed.node()) && nodes.is("slice_axis", slice) && isLess(nodes, nodes.inputs(slice).get(0).node(), fixed)
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
        return depthwise("Convolution", SIDE, x, inputs.get(1), zeros.of(channels(x)));
    }

    /** A transposed convolution goes back to the image; each half of the weight's columns has its gradient from the image beside two columns of zeros. */
    @Override
    public List<NDArray> backward(NDArray g, List<NDArray> inputs, Zeros zeros, GradientCollector collector) {
        NDArray x = inputs.get(0);
        NDArray toImage = depthwise("Deconvolution", SIDE, g, inputs.get(1));
        NDArray margin = zeros.of(x.getShape().get(0), channels(x), x.getShape().get(2), MARGIN);
        // What the weights are does not matter to their gradients.
        NDArray weight = zeros.of(channels(x), 1, SIDE, FAST);
        NDArray left = gradient(g, columns(margin, x), weight, collector);
        NDArray right = gradient(g, columns(x, margin), weight, collector);
        NDArray latter = Tensors.slice(right, COLUMNS, 1, FAST);
        NDArray toWeight = columns(left, latter);
        List.of(left, right, latter).forEach(Tensors::free);
        return List.of(toImage, toWeight);
    }

    /** The gradient to a weight of 5x3, of the gradient g to the convolution of an image that is two columns wider. */
    private static NDArray gradient(NDArray g, NDArray wide, NDArray weight, GradientCollector collector) {
        NDManager manager = g.getManager();
        NDArray handle = weight.stopGradient();
        Leaf leaf = Tensors.leaf(handle, manager);
        NDArray y = depthwise("Convolution", FAST, wide, handle);
        Tensors.backward(collector, new NDList(y), new NDList(g));
        List.of(y, wide, handle).forEach(Tensors::free);
        NDArray gradient = leaf.gradient();
        gradient.attach(manager);
        return gradient;
    }

    private static NDArray columns(NDArray left, NDArray right) {
        return Tensors.concat(new NDList(left, right), COLUMNS);
    }

    /**
     * A convolution, transposed or not, that leaves the height as it is, and the width if the kernel is whole.
     *
     * @param inputs image, weight, and a bias if there is one
     */
    private static NDArray depthwise(String operator, int width, NDArray... inputs) {
        long channels = channels(inputs[0]);
        return Operation.invoke(
                operator,
                Operation.parameters(
                        "kernel", new Shape(SIDE, width), "pad", new Shape(SIDE / 2, width == SIDE ? SIDE / 2 : 0),
                        "num_filter", channels, "num_group", channels, "no_bias", inputs.length == 2 ? "True" : "False"),
                inputs);
    }

    private static long channels(NDArray x) {
        return x.getShape().get(1);
    }
}
