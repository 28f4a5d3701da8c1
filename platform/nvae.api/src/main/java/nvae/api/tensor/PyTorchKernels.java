package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What PyTorch does faster, or DJL's PyTorch engine not as the others do. Autograd follows all of it. */
final class PyTorchKernels extends Kernels {
    private static final NDIndex ALL = new NDIndex("...");
    /** DJL passes this to PyTorch's batch norm as "channels are where you expect them"; any other axis costs copies. */
    private static final int CHANNELS = -1;

    /** PyTorch's numbers of types. */
    private static final Map<DataType, Integer> CODES = Map.of(DataType.FLOAT16, 5, DataType.FLOAT32, 6, DataType.BFLOAT16, 15);

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

    /** One call for all. */
    @Override
    void forgetGradients(NDList gradients) {
        TorchScript.run("torch._foreach_zero_(a)", gradients);
    }

    /** One call for all, and no handles on parts. */
    @Override
    void subtractRows(NDArray rows, long[] cuts, NDList arrays) {
        String sizes = arrays.stream().map(array -> String.valueOf(array.size(0))).collect(Collectors.joining(", ", "[", "]"));
        TorchScript.run("torch._foreach_sub_(a, torch.split_with_sizes(b, " + sizes + "))", arrays, rows);
    }

    @Override
    boolean addsGradients() {
        return true;
    }

    /** One operator each way, where x.mul(sigmoid(x)) takes two and three more; of x and its sigmoid, x alone is kept for the way back. */
    @Override
    NDArray swish(NDArray x) {
        return TorchScript.evaluate("torch.silu(a)", x);
    }

    /** DJL's toType has no gradient on this engine. */
    @Override
    NDArray cast(NDArray x, DataType type) {
        return TorchScript.evaluate("torch.to(a, " + CODES.get(type) + ")", x);
    }

    /**
     * Reads either layout in place, where a reshape of {@link #convolution}'s results would copy. A sum's gradient is a view of one number a
     * channel; a mean's would be divided pixel by pixel, into an array of its own in the other layout.
     */
    @Override
    NDArray meanHW(NDArray x) {
        Shape s = x.getShape();
        return TorchScript.evaluate("torch.div(torch.sum(a, [2, 3]), " + s.get(2) * s.get(3) + ")", x);
    }

    /** As {@link #meanHW}. */
    @Override
    NDArray sumPerImage(NDArray x) {
        String axes = IntStream.range(1, x.getShape().dimension()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return TorchScript.evaluate("torch.sum(a, [" + axes + "])", x);
    }

    /** One operator instead of two. The sum has the layout of x, the stream that goes on through the cells. */
    @Override
    NDArray addScaled(NDArray x, NDArray y, float scale) {
        return TorchScript.evaluate("torch.add(" + channelsLast("a", x) + ", b, alpha=" + scale + ")", x, y);
    }

    /** A view, whose gradient is one array; DJL's split makes two views and their gradients. */
    @Override
    NDArray slice(NDArray x, int axis, long begin, long end) {
        return TorchScript.evaluate("torch.narrow(a, " + axis + ", " + begin + ", " + (end - begin) + ")", x);
    }

    /**
     * Puts the channels of a pixel side by side in memory, where oneDNN is fastest: the backward pass of a depthwise 5x5 convolution takes 9
     * instead of 22 ms at 32x192x16x16. What follows keeps the layout until the next convolution, which then has nothing to do.
     */
    @Override
    NDArray convolution(NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        String sizes = "[%1$d, %1$d], [%2$d, %2$d], [%3$d, %3$d], %4$d".formatted(stride, padding, dilation, groups);
        if (isDepthwise5(x, weight, stride, padding, dilation, groups) && x.getShape().get(3) % 2 == 0) {
            return depthwise5(x, weight, bias);
        }
        String image = channelsLast("a", x);
        return bias == null
                ? TorchScript.evaluate("torch.conv2d(" + image + ", b, None, " + sizes + ")", x, weight)
                : TorchScript.evaluate("torch.conv2d(" + image + ", b, c, " + sizes + ")", x, weight, bias);
    }

    /**
     * A depthwise 5x5 convolution as two of 5x3 while gradients are recorded: oneDNN's fast kernel for the gradient of the weight wants a
     * width of at most 3, and takes a tenth of the other one's time. The first convolution is of the three columns in the middle. For the
     * outer two, a pair of neighbouring pixels counts as one pixel with twice the channels, the same memory seen otherwise: columns that lie
     * two pixels apart are neighbours there.
     */
    private static NDArray depthwise5(NDArray x, NDArray weight, NDArray bias) {
        Shape s = x.getShape();
        long channels = s.get(1);
        String code = """
                x = torch.contiguous(a, memory_format=2)
                if torch.is_grad_enabled():
                  inner = torch.conv2d(x, torch.narrow(b, 3, 1, 3), %1$s, [1, 1], [2, 1], [1, 1], %2$d)
                  pairs = torch.permute(torch.reshape(torch.permute(x, [0, 2, 3, 1]), [-1, %3$d, %4$d, %5$d]), [0, 3, 1, 2])
                  left = torch.narrow(b, 3, 0, 1)
                  columns = torch.cat([left, torch.zeros_like(left), torch.narrow(b, 3, 4, 1)], 3)
                  outer = torch.conv2d(pairs, torch.repeat(columns, [2, 1, 1, 1]), None, [1, 1], [2, 1], [1, 1], %5$d)
                  pixels = torch.permute(torch.reshape(torch.permute(outer, [0, 2, 3, 1]), [-1, %3$d, %6$d, %2$d]), [0, 3, 1, 2])
                  y = torch.add_(inner, pixels)
                else:
                  y = torch.conv2d(x, b, %1$s, [1, 1], [2, 2], [1, 1], %2$d)
                y""".formatted(bias == null ? "None" : "c", channels, s.get(2), s.get(3) / 2, 2 * channels, s.get(3));
        return bias == null ? TorchScript.evaluate(code, x, weight) : TorchScript.evaluate(code, x, weight, bias);
    }

    @Override
    NDArray planar(NDArray x) {
        return TorchScript.evaluate("torch.contiguous(a)", x);
    }

    /** The array with the channels of a pixel side by side in memory, in which case it is itself. cuDNN wants that for 16 bits only. */
    private static String channelsLast(String name, NDArray x) {
        return x.getShape().dimension() == IMAGES && !x.getDevice().isGpu() ? "torch.contiguous(" + name + ", memory_format=2)" : name;
    }

    /** Two images keep the layout of {@link #convolution}. */
    @Override
    NDArray concat(NDList parts, int axis) {
        if (parts.size() == 2 && axis == 1) {
            NDArray x = parts.head();
            return TorchScript.evaluate("torch.cat([" + channelsLast("a", x) + ", " + channelsLast("b", x) + "], 1)", x, parts.get(1));
        }
        return super.concat(parts, axis);
    }

    @Override
    NDArray upsampleNearest(NDArray x) {
        Shape s = x.getShape();
        return x.getNDArrayInternal().interpolation(new long[] {2 * s.get(2), 2 * s.get(3)}, NEAREST, false);
    }

    /** Two operators fewer than by hand, and as many fewer in the backward pass. */
    @Override
    NDArray norm(NDArray x, int[] axes) {
        return x.norm(axes, true);
    }

    /** PyTorch multiplies matrices for this, of one column each, which takes three times as long. */
    @Override
    NDArray timesVectors(NDArray matrices, NDArray vectors) {
        return TorchScript.evaluate("torch.sum(torch.mul(a, torch.transpose(b, 1, 2)), [2], True)", matrices, vectors);
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
