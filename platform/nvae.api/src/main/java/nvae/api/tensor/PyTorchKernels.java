package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What PyTorch does faster, or DJL's PyTorch engine not as the others do. Autograd follows all of it. */
final class PyTorchKernels extends Kernels {
    private static final NDIndex ALL = new NDIndex("...");
    /** DJL passes this to PyTorch's batch norm as "channels are where you expect them"; any other axis costs copies. */
    private static final int CHANNELS = -1;

    private static final int NEAREST = 0;

    /** DJL's copyTo goes through Java's heap. The detached handle is on the same values, and may be written to while gradients are recorded. */
    @Override
    void copy(NDArray source, NDArray target) {
        try (NDArray values = target.stopGradient()) {
            values.set(ALL, source);
        }
    }

    /** PyTorch adds to the gradient of the pass before. */
    @Override
    void forgetGradient(NDArray gradient) {
        gradient.set(ALL, 0f);
    }

    @Override
    boolean addsGradients() {
        return true;
    }

    /** A third of the time of x.mul(sigmoid(x)), forward and backward, and of the memory: x alone is kept. */
    @Override
    NDArray swish(NDArray x) {
        return TorchScript.evaluate("torch.silu(a)", x);
    }

    /** Reads either layout in place, where a reshape of {@link #convolution}'s results would copy. */
    @Override
    NDArray meanHW(NDArray x) {
        return TorchScript.evaluate("torch.mean(a, [2, 3])", x);
    }

    /** As {@link #meanHW}. */
    @Override
    NDArray sumPerImage(NDArray x) {
        String axes = IntStream.range(1, x.getShape().dimension()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return TorchScript.evaluate("torch.sum(a, [" + axes + "])", x);
    }

    /** One operator instead of two. */
    @Override
    NDArray addScaled(NDArray x, NDArray y, float scale) {
        return TorchScript.evaluate("torch.add(a, b, alpha=" + scale + ")", x, y);
    }

    @Override
    NDArray slice(NDArray x, int axis, long begin, long end) {
        return TorchScript.evaluate("torch.narrow(a, " + axis + ", " + begin + ", " + (end - begin) + ")", x);
    }

    /**
     * Puts the channels of a pixel side by side in memory, where oneDNN is fastest: the gradient of a depthwise 5x5 convolution's weight takes
     * a third of the time. What follows keeps the layout until the next convolution, which then has nothing to do. cuDNN wants it for 16 bits
     * only.
     */
    @Override
    NDArray convolution(NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        if (x.getDevice().isGpu()) {
            return super.convolution(x, weight, bias, stride, padding, dilation, groups);
        }
        String sizes = "[%1$d, %1$d], [%2$d, %2$d], [%3$d, %3$d], %4$d".formatted(stride, padding, dilation, groups);
        String channelsLast = "torch.contiguous(a, memory_format=2)";
        return bias == null
                ? TorchScript.evaluate("torch.conv2d(" + channelsLast + ", b, None, " + sizes + ")", x, weight)
                : TorchScript.evaluate("torch.conv2d(" + channelsLast + ", b, c, " + sizes + ")", x, weight, bias);
    }

    /** DJL's concatenation of a single array has no gradient. */
    @Override
    NDArray concat(NDList parts, int axis) {
        return parts.size() == 1 ? parts.head() : super.concat(parts, axis);
    }

    @Override
    NDArray upsampleNearest(NDArray x) {
        Shape s = x.getShape();
        return x.getNDArrayInternal().interpolation(new long[] {2 * s.get(2), 2 * s.get(3)}, NEAREST, false);
    }

    /** Two operators fewer than by hand, and as many fewer in the backward pass. */
    @Override
    NDArray weightNorm(NDArray direction, NDArray logNorm) {
        long outputs = direction.getShape().get(0);
        NDArray rows = direction.reshape(outputs, -1);
        NDArray norm = rows.norm(new int[] {1}, true);
        NDArray scale = logNorm.reshape(outputs, 1).exp().div(norm.add(Tensors.WEIGHT_NORM_EPSILON));
        return rows.mul(scale).reshape(direction.getShape());
    }

    /**
     * PyTorch's own moves the running statistics as NVAE wants them: in the forward pass, by the unbiased variance. DJL's momentum is the
     * share of the old ones.
     */
    @Override
    NDArray batchNorm(
            NDArray x, NDArray runningMean, NDArray runningVariance, NDArray gamma, NDArray beta,
            float epsilon, float momentum, boolean training) {
        return x.getNDArrayInternal()
                .batchNorm(x, runningMean, runningVariance, gamma, beta, CHANNELS, 1 - momentum, epsilon, training)
                .singletonOrThrow();
    }
}
