package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.util.PairList;
import java.util.List;

/**
 * x sigmoid(x) between two parts of a graph, [N,C,H,W]. Autograd would keep the sigmoid beside x. Here it is made again, and takes no pass of its
 * own: it is in oneDNN's backward passes of softplus and of the sigmoid.
 */
final class Swish {
    private static final PairList<String, Object> NONE = new PairList<>();
    private static final PairList<String, Object> SAME_AXES = parameter("axes", "(0,1,2,3)");
    private static final PairList<String, Object> SOFTPLUS = parameter("act_type", "softrelu");
    private static final PairList<String, Object> SIGMOID = parameter("act_type", "sigmoid");

    private Swish() {}

    /** What is to be kept of x: a copy in the plain layout, as products read no other. */
    static NDArray kept(NDArray x) {
        return x.getManager().invoke("transpose", new NDList(x), SAME_AXES).head();
    }

    /** Softplus' derivative is the sigmoid: its backward pass with x as the gradient gives x sigmoid(x). */
    static NDArray forward(NDArray kept) {
        return kept.getManager().invoke("_backward_Activation", new NDList(kept, kept, kept), SOFTPLUS).head();
    }

    /** The gradient to x of the gradient g to x sigmoid(x): g sigmoid(x) + g x sigmoid'(x), the bits of autograd's. */
    static NDArray backward(NDArray g, NDArray kept) {
        NDArray gradient = kept(g);
        NDArray product = g.getManager().invoke("elemwise_mul", new NDList(gradient, kept), NONE).head();
        into(product, "_backward_Activation", SIGMOID, product, kept, kept);
        into(gradient, "_backward_Activation", SOFTPLUS, gradient, kept, kept);
        into(gradient, "elemwise_add", NONE, gradient, product);
        Graph.free(product);
        return gradient;
    }

    private static void into(NDArray output, String operator, PairList<String, Object> parameters, NDArray... inputs) {
        output.getManager().invoke(operator, inputs, new NDArray[] {output}, parameters);
    }

    private static PairList<String, Object> parameter(String name, String value) {
        return new PairList<>(List.of(name), List.of(value));
    }
}
