package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

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
