package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The tensor operations of the models. Written against {@link NDArray}, they run on every engine; where an engine has a much faster
 * operator, or lacks one, the difference lives behind this class and nowhere else. Features are [N,C,H,W].
 */
public final class Tensors {
    /** Keeps the norm of a weight away from zero. */
    static final float WEIGHT_NORM_EPSILON = 1e-5f;

    private Tensors() {}

    /**
     * An array of these values.
     *
     * <p>Use this in place of {@link NDManager#create(float[], Shape)}: on MXNet, DJL copies through a buffer that the garbage collector may
     * free while the engine still reads it, and the array then holds garbage. Here the buffer lives until the copy is done.
     */
    public static NDArray create(NDManager manager, float[] values, Shape shape) {
        NDArray array = manager.create(shape, DataType.FLOAT32);
        set(array, values);
        return array;
    }

    /** Gives an array these values; in place of {@link NDArray#set(float[])}, for the same reason as {@link #create}. */
    public static void set(NDArray array, float[] values) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
        FloatBuffer floats = buffer.asFloatBuffer().put(values).rewind();
        try {
            array.set(floats);
        } finally {
            Reference.reachabilityFence(buffer);
            Reference.reachabilityFence(floats);
        }
    }

    /**
     * Waits until everything that was asked of the manager's device has been computed: for timing only, as it keeps the engine from working
     * ahead.
     */
    public static void awaitAll(NDManager manager) {
        Kernels.of(manager).awaitAll(manager);
    }

    /**
     * Gives up an array, for good. Where the engine works behind Java's back, as MXNet does, its memory goes when all that was asked of it has
     * been done, and nobody waits; {@link NDArray#close} waits until the array has been computed. If it cannot be computed, the first to say
     * so is what is read of another that depends on it.
     */
    public static void free(NDArray array) {
        Kernels.of(array).free(array);
    }

    /** Closes a manager, and gives up its arrays as {@link #free} does. Those that are attached to it for a time alone go back to their own. */
    public static void close(NDManager manager) {
        Kernels.of(manager).close(manager);
    }

    /**
     * Gives an array the values of another of its shape, in place and outside the recorded graph. What a forward pass or a penalty keeps for
     * the next step goes through here, or the step cannot be traced into a graph.
     */
    public static void set(NDArray array, NDArray values) {
        Kernels.of(array).copy(values, array);
    }

    /** x sigmoid(x). */
    public static NDArray swish(NDArray x) {
        return Kernels.of(x).swish(x);
    }

    /** x where x &gt; 0, exp(x) - 1 elsewhere. */
    public static NDArray elu(NDArray x) {
        return Kernels.of(x).elu(x);
    }

    /** x Phi(x), Phi the distribution function of the standard normal (Hendrycks and Gimpel, 2016). */
    public static NDArray gelu(NDArray x) {
        return Kernels.of(x).gelu(x);
    }

    /** max(x, 0). */
    public static NDArray relu(NDArray x) {
        return Kernels.of(x).relu(x);
    }

    public static NDArray sigmoid(NDArray x) {
        return Kernels.of(x).sigmoid(x);
    }

    public static NDArray tanh(NDArray x) {
        return Kernels.of(x).tanh(x);
    }

    /** log(1 + exp(x)). */
    public static NDArray softplus(NDArray x) {
        return Kernels.of(x).softplus(x);
    }

    /** bound tanh(x / bound): the identity near 0, never beyond the bound (NVAE, appendix). */
    public static NDArray softClamp(NDArray x, float bound) {
        return Kernels.of(x).softClamp(x, bound);
    }

    /** log sum exp over one axis, which disappears. */
    public static NDArray logSumExp(NDArray x, int axis) {
        return Kernels.of(x).logSumExp(x, axis);
    }

    /** Mean over H and W: [N,C,H,W] to [N,C]. */
    public static NDArray meanHW(NDArray x) {
        return Kernels.of(x).meanHW(x);
    }

    /** Every channel times its gate: [N,C,H,W] and [N,C] to [N,C,H,W]. */
    public static NDArray gate(NDArray x, NDArray gate) {
        return Kernels.of(x).gate(x, gate);
    }

    /** x + scale y. */
    public static NDArray addScaled(NDArray x, NDArray y, float scale) {
        return Kernels.of(x).addScaled(x, y, scale);
    }

    /** Sum over all but the first axis: [N,...] to [N]. */
    public static NDArray sumPerImage(NDArray x) {
        return Kernels.of(x).sumPerImage(x);
    }

    /** Equal parts along an axis. */
    public static NDList split(NDArray x, int parts, int axis) {
        return Kernels.of(x).split(x, parts, axis);
    }

    /**
     * Parts along the first axis.
     *
     * @param cuts where one part ends and the next begins; one fewer than parts
     */
    public static NDList splitRows(NDArray x, long[] cuts) {
        return Kernels.of(x).splitRows(x, cuts);
    }

    /**
     * Subtracts from each of these arrays its part of an array along the first axis, in place.
     *
     * @param cuts where one part ends and the next begins; one fewer than arrays
     */
    public static void subtractRows(NDArray rows, long[] cuts, NDList arrays) {
        Kernels.of(rows).subtractRows(rows, cuts, arrays);
    }

    /** Elements from {@code begin} (included) to {@code end} (excluded) along an axis. */
    public static NDArray slice(NDArray x, int axis, long begin, long end) {
        return Kernels.of(x).slice(x, axis, begin, end);
    }

    /**
     * The same values with the pixels of a channel side by side in memory: for what broadcasts along channels that have been taken apart.
     * Convolutions on PyTorch leave the channels of a pixel side by side.
     *
     * @param x [N,C,H,W]
     */
    public static NDArray planar(NDArray x) {
        return Kernels.of(x).planar(x);
    }

    /** Concatenation along the channels. */
    public static NDArray concatChannels(NDList parts) {
        return concat(parts, 1);
    }

    /** Concatenation along an axis; a single array is given as it is, as PyTorch's concatenation of one has no gradient through DJL. */
    public static NDArray concat(NDList parts, int axis) {
        return parts.size() == 1 ? parts.head() : Kernels.of(parts.head()).concat(parts, axis);
    }

    /** H and W doubled by repeating. */
    public static NDArray upsampleNearest(NDArray x) {
        return Kernels.of(x).upsampleNearest(x);
    }

    /** H and W doubled by bilinear interpolation with aligned corners. */
    public static NDArray upsampleBilinear(NDArray x) {
        return Kernels.of(x).upsampleBilinear(x);
    }

    /**
     * Two-dimensional convolution, the same stride, zero padding and dilation in both directions, in the thread's {@link Precision}.
     *
     * @param weight [O, C/groups, k, k]
     * @param bias [O], or null for none
     */
    public static NDArray convolution(
            NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        return Precision.current().convolution(Kernels.of(x), x, weight, false, bias, stride, padding, dilation, groups);
    }

    /**
     * As {@link #convolution}, with a weight that is given to no other operation and that nothing is set into: an engine may bring it into
     * the layout that it computes in, once for all inputs of one shape.
     */
    public static NDArray convolutionWithFixed(
            NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        return Precision.current().convolution(Kernels.of(x), x, weight, true, bias, stride, padding, dilation, groups);
    }

    /**
     * exp(g) V / (||V|| + 1e-5), the norm over all but the first axis (Salimans and Kingma, 2016).
     *
     * @param direction V, [O, ...]
     * @param logNorm g, [O, 1, ...]
     */
    public static NDArray weightNorm(NDArray direction, NDArray logNorm) {
        return Kernels.of(direction).weightNorm(direction, logNorm);
    }

    /**
     * Each of K matrices times a vector of its own.
     *
     * @param matrices [K,O,I]
     * @param vectors [K,I,1]
     * @return [K,O,1]
     */
    public static NDArray timesVectors(NDArray matrices, NDArray vectors) {
        return Kernels.of(matrices).timesVectors(matrices, vectors);
    }

    /**
     * Batch norm over N, H and W. While training, the batch's own statistics normalize, and the running ones move towards them in place:
     * new = (1 - momentum) old + momentum batch, with the unbiased variance.
     */
    public static NDArray batchNorm(
            NDArray x, NDArray runningMean, NDArray runningVariance, NDArray gamma, NDArray beta,
            float epsilon, float momentum, boolean training) {
        return Kernels.of(x).batchNorm(x, runningMean, runningVariance, gamma, beta, epsilon, momentum, training);
    }

    /**
     * Forgets a gradient that has been used, before the next backward pass. Some engines overwrite the gradient of the pass before, others
     * add to it.
     *
     * @param gradient what {@link NDArray#getGradient} gave
     */
    public static void forgetGradient(NDArray gradient) {
        Kernels.of(gradient).forgetGradient(gradient);
    }

    /** The same for many; none at all is fine. */
    public static void forgetGradients(NDList gradients) {
        if (!gradients.isEmpty()) {
            Kernels.of(gradients.head()).forgetGradients(gradients);
        }
    }

    /**
     * Whether a backward pass adds to the gradients that are there. Where it does not, it overwrites those of the arrays that it reaches and
     * leaves the others as they are.
     */
    public static boolean addsGradients(NDManager manager) {
        return Kernels.of(manager).addsGradients();
    }

    /**
     * Whether arrays may share memory with others ({@link #view}) and gradients be written where the caller wants them
     * ({@link #requireGradient}).
     */
    public static boolean sharesMemory(NDManager manager) {
        return Kernels.of(manager).sharesMemory();
    }

    /**
     * Rows of an array, in its memory: what is written to one shows in the other.
     *
     * @param array [N,...], not part of the recorded graph
     * @param begin the first row
     * @param end one past the last
     * @return [end - begin,...]; belongs to the array's manager
     * @throws UnsupportedOperationException unless the engine {@linkplain #sharesMemory shares memory}
     */
    public static NDArray view(NDArray array, long begin, long end) {
        return Kernels.of(array).view(array, begin, end);
    }

    /**
     * Asks for an array's gradient, to be written into another array by every backward pass that reaches it.
     *
     * @param array not part of the recorded graph
     * @param gradient of the array's shape, zeros
     * @throws UnsupportedOperationException unless the engine {@linkplain #sharesMemory shares memory}
     */
    public static void requireGradient(NDArray array, NDArray gradient) {
        Kernels.of(array).requireGradient(array, gradient);
    }

    /**
     * Makes an array a leaf of the graph that is recorded from here on.
     *
     * @param array not part of the recorded graph
     * @param owner of the gradient
     */
    public static Leaf leaf(NDArray array, NDManager owner) {
        return Kernels.of(array).leaf(array, owner);
    }

    /**
     * Sends given gradients back from arrays of the recorded graph, all in one backward pass.
     *
     * @param gradients of the same shapes, not part of the graph
     */
    public static void backward(GradientCollector collector, NDList arrays, NDList gradients) {
        Kernels.of(arrays.head()).backward(collector, arrays, gradients);
    }

    /** The same values, through which no gradient flows. */
    public static NDArray stopGradient(NDArray x) {
        return Kernels.of(x).stopGradient(x);
    }
}
