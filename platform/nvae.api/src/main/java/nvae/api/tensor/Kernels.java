package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.stream.IntStream;

/** The operations of {@link Tensors} in plain {@link NDArray} terms, right on every engine. An engine's faster ones override them. */
class Kernels {
    static final int DEPTHWISE = 5;

    /** Axes of images, [N,C,H,W]: arrays that engines may keep in a layout of their own. */
    static final int IMAGES = 4;

    private static final Kernels PLAIN = new Kernels();
    private static final Map<String, Kernels> OF_ENGINES = Map.of("MXNet", new MxNetKernels(), "PyTorch", new PyTorchKernels());

    /** The kernels for the engine that the array lives in. */
    static Kernels of(NDArray x) {
        return of(x.getManager());
    }

    /** The kernels for the manager's engine. */
    static Kernels of(NDManager manager) {
        return OF_ENGINES.getOrDefault(manager.getEngine().getEngineName(), PLAIN);
    }

    /** The plain kernels, whatever the engine. */
    static Kernels plain() {
        return PLAIN;
    }

    /** What is read back comes after all that was asked before. */
    void awaitAll(NDManager manager) {
        try (NDArray last = manager.zeros(new Shape(1))) {
            last.toFloatArray();
        }
    }

    void free(NDArray array) {
        array.close();
    }

    void close(NDManager manager) {
        manager.close();
    }

    void copy(NDArray source, NDArray target) {
        source.copyTo(target);
    }

    NDArray swish(NDArray x) {
        return x.mul(sigmoid(x));
    }

    NDArray elu(NDArray x) {
        return x.getNDArrayInternal().elu(1f);
    }

    NDArray gelu(NDArray x) {
        return x.getNDArrayInternal().gelu();
    }

    NDArray relu(NDArray x) {
        return x.getNDArrayInternal().relu();
    }

    NDArray sigmoid(NDArray x) {
        return x.getNDArrayInternal().sigmoid();
    }

    NDArray tanh(NDArray x) {
        return x.tanh();
    }

    NDArray softplus(NDArray x) {
        return x.getNDArrayInternal().softPlus();
    }

    NDArray softClamp(NDArray x, float bound) {
        return tanh(x.div(bound)).mul(bound);
    }

    NDArray logSumExp(NDArray x, int axis) {
        NDArray max = stopGradient(x.max(new int[] {axis}, true));
        return x.sub(max).exp().sum(new int[] {axis}, true).log().add(max).squeeze(axis);
    }

    NDArray meanHW(NDArray x) {
        Shape s = x.getShape();
        return x.reshape(s.get(0), s.get(1), s.get(2) * s.get(3)).mean(new int[] {2});
    }

    NDArray gate(NDArray x, NDArray gate) {
        Shape s = x.getShape();
        return x.mul(gate.reshape(s.get(0), s.get(1), 1, 1));
    }

    NDArray addScaled(NDArray x, NDArray y, float scale) {
        return x.add(y.mul(scale));
    }

    NDArray sumPerImage(NDArray x) {
        return x.reshape(x.getShape().get(0), -1).sum(new int[] {1});
    }

    NDList split(NDArray x, int parts, int axis) {
        return x.split(parts, axis);
    }

    NDList splitRows(NDArray x, long[] cuts) {
        return x.split(cuts, 0);
    }

    NDArray slice(NDArray x, int axis, long begin, long end) {
        long[] cuts = begin == 0 ? new long[] {end} : new long[] {begin, end};
        boolean whole = begin == 0 && end == x.getShape().get(axis);
        return whole ? x : x.split(end == x.getShape().get(axis) ? new long[] {begin} : cuts, axis).get(begin == 0 ? 0 : 1);
    }

    /** Engines have one layout, or know themselves what to do. */
    NDArray planar(NDArray x) {
        return x;
    }

    NDArray concat(NDList parts, int axis) {
        return NDArrays.concat(parts, axis);
    }

    NDArray upsampleNearest(NDArray x) {
        return x.repeat(2, 2).repeat(3, 2);
    }

    /** Along H and W in turn, each a product with the interpolation matrix of that axis. */
    NDArray upsampleBilinear(NDArray x) {
        Shape s = x.getShape();
        long height = s.get(2);
        long width = s.get(3);
        NDArray alongW = Interpolation.doubling(x.getManager(), width).transpose();
        NDArray alongH = Interpolation.doubling(x.getManager(), height).transpose();
        NDArray wide = x.reshape(-1, width).matMul(alongW).reshape(-1, height, 2 * width);
        return wide.transpose(0, 2, 1)
                .reshape(-1, height)
                .matMul(alongH)
                .reshape(-1, 2 * width, 2 * height)
                .transpose(0, 2, 1)
                .reshape(s.get(0), s.get(1), 2 * height, 2 * width);
    }

    NDArray convolution(NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        return Conv2d.conv2d(
                        x, weight, bias, new Shape(stride, stride), new Shape(padding, padding), new Shape(dilation, dilation), groups)
                .singletonOrThrow();
    }

    /**
     * Whether a convolution is the separable cells' depthwise one, 5x5, whose weight's gradient is slow as it stands, on a CPU and a map as
     * high as the kernel: on lower ones narrower kernels are slow too, so that nothing is won by a split.
     */
    static boolean isDepthwise5(NDArray x, NDArray weight, int stride, int padding, int dilation, int groups) {
        return weight.getShape().equals(new Shape(groups, 1, DEPTHWISE, DEPTHWISE)) && x.getShape().get(1) == groups
                && x.getShape().get(2) >= DEPTHWISE && stride == 1 && dilation == 1 && padding == DEPTHWISE / 2
                && !x.getDevice().isGpu();
    }

    /** With a weight that may be brought into another layout in place. */
    NDArray convolutionWithFixed(
            NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        return convolution(x, weight, bias, stride, padding, dilation, groups);
    }

    NDArray weightNorm(NDArray direction, NDArray logNorm) {
        int[] others = IntStream.range(1, direction.getShape().dimension()).toArray();
        NDArray norm = norm(direction, others);
        return direction.mul(logNorm.exp().div(norm.add(Tensors.WEIGHT_NORM_EPSILON)));
    }

    /** The Euclidean norm over some axes, which stay with length 1. MXNet's own has no gradient over axes. */
    NDArray norm(NDArray x, int[] axes) {
        return x.square().sum(axes, true).sqrt();
    }

    NDArray timesVectors(NDArray matrices, NDArray vectors) {
        return matrices.matMul(vectors);
    }

    NDArray stopGradient(NDArray x) {
        return x.stopGradient();
    }

    /** Right for an engine that overwrites. */
    void forgetGradient(NDArray gradient) {}

    void forgetGradients(NDList gradients) {
        gradients.forEach(this::forgetGradient);
    }

    void subtractRows(NDArray rows, long[] cuts, NDList arrays) {
        NDList parts = cuts.length == 0 ? new NDList(rows) : splitRows(rows, cuts);
        for (int i = 0; i < arrays.size(); i++) {
            arrays.get(i).subi(parts.get(i));
        }
    }

    /** The values in another type; gradients flow through in the type of x. */
    NDArray cast(NDArray x, DataType type) {
        return x.toType(type, false);
    }

    boolean addsGradients() {
        return false;
    }

    boolean sharesMemory() {
        return false;
    }

    NDArray view(NDArray array, long begin, long end) {
        throw new UnsupportedOperationException("this engine's arrays do not share memory");
    }

    void requireGradient(NDArray array, NDArray gradient) {
        throw new UnsupportedOperationException("this engine keeps gradients where it likes");
    }

    Leaf leaf(NDArray array, NDManager owner) {
        return new PlainLeaf(array);
    }

    /** The gradient of the sum of all products is, for every array, what it is multiplied with. */
    void backward(GradientCollector collector, NDList arrays, NDList gradients) {
        NDArray sum = arrays.get(0).mul(gradients.get(0)).sum();
        for (int i = 1; i < arrays.size(); i++) {
            sum = sum.add(arrays.get(i).mul(gradients.get(i)).sum());
        }
        collector.backward(sum);
    }

    NDArray batchNorm(
            NDArray x, NDArray runningMean, NDArray runningVariance, NDArray gamma, NDArray beta,
            float epsilon, float momentum, boolean training) {
        NDArray mean = training ? meanPerChannel(x) : perChannel(runningMean);
        NDArray centred = x.sub(mean);
        NDArray variance = training ? meanPerChannel(centred.square()) : perChannel(runningVariance);
        if (training) {
            float count = (float) x.size() / x.getShape().get(1);
            move(runningMean, mean, momentum, 1);
            move(runningVariance, variance, momentum, count / (count - 1));
        }
        return centred.div(variance.add(epsilon).sqrt()).mul(perChannel(gamma)).add(perChannel(beta));
    }

    private static NDArray meanPerChannel(NDArray x) {
        long channels = x.getShape().get(1);
        return x.transpose(1, 0, 2, 3).reshape(channels, -1).mean(new int[] {1}).reshape(1, channels, 1, 1);
    }

    private static NDArray perChannel(NDArray values) {
        return values.reshape(1, -1, 1, 1);
    }

    /** running = (1 - momentum) running + momentum correction batch, in place and outside the recorded graph. */
    private static void move(NDArray running, NDArray batch, float momentum, float correction) {
        running.muli(1 - momentum);
        running.addi(batch.stopGradient().reshape(running.getShape()).mul(momentum * correction));
    }
}
