package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/** The operations of {@link Tensors} in plain {@link NDArray} terms, right on every engine. An engine's faster ones override them. */
class Kernels {
    private static final Kernels PLAIN = new Kernels();

    /** The kernels for the engine that the array lives in. */
    static Kernels of(NDArray x) {
        return PLAIN;
    }

    NDArray swish(NDArray x) {
        return x.mul(sigmoid(x));
    }

    NDArray elu(NDArray x) {
        return x.getNDArrayInternal().elu(1f);
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
        NDArray max = stop(x.max(new int[] {axis}, true));
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

    NDArray sumPerImage(NDArray x) {
        return x.reshape(x.getShape().get(0), -1).sum(new int[] {1});
    }

    NDList split(NDArray x, int parts, int axis) {
        return x.split(parts, axis);
    }

    NDArray slice(NDArray x, int axis, long begin, long end) {
        return x.split(new long[] {begin, end}, axis).get(1);
    }

    NDArray concatChannels(NDList parts) {
        return NDArrays.concat(parts, 1);
    }

    NDArray upsampleNearest(NDArray x) {
        return x.repeat(2, 2).repeat(3, 2);
    }

    NDArray upsampleBilinear(NDArray x) {
        throw new UnsupportedOperationException("bilinear up-sampling on this engine");
    }

    NDArray convolution(NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        return Conv2d.conv2d(
                        x, weight, bias, new Shape(stride, stride), new Shape(padding, padding), new Shape(dilation, dilation), groups)
                .singletonOrThrow();
    }

    NDArray weightNorm(NDArray direction, NDArray logNorm) {
        long outputs = direction.getShape().get(0);
        NDArray rows = direction.reshape(outputs, -1);
        NDArray norm = rows.square().sum(new int[] {1}, true).sqrt();
        return rows.div(norm.add(1e-5f)).mul(logNorm.reshape(outputs, 1).exp()).reshape(direction.getShape());
    }

    NDArray batchNorm(
            NDArray x, NDArray runningMean, NDArray runningVariance, NDArray gamma, NDArray beta,
            float epsilon, float momentum, boolean training) {
        return x.getNDArrayInternal()
                .batchNorm(x, runningMean, runningVariance, gamma, beta, 1, 1 - momentum, epsilon, training)
                .head();
    }

    private static NDArray stop(NDArray x) {
        return x.stopGradient();
    }
}
