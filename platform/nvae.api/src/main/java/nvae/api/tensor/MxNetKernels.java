package nvae.api.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.util.PairList;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Locale;

/** What MXNet does faster, or right, through operators that {@link NDArray} does not offer. Autograd follows them. */
final class MxNetKernels extends Kernels {
    /** Interpolation matrices of maps up to so many pixels are multiplied at once: 4HW x HW numbers, few operators. */
    private static final long LARGEST_KRONECKER_MAP = 256;
    /** Of a matrix whose rows are summed. With fewer, what oneDNN's sum of a row is depends on how many there are (seen with 2, 4 and 10). */
    private static final int FEWEST_ROWS = 16;

    /** While a pass is traced, an operator of the graph; a detached handle would end the trace. */
    @Override
    NDArray stopGradient(NDArray x) {
        return Tracing.current() == null ? super.stopGradient(x) : invoke("BlockGrad", new NDList(x)).head();
    }

    /**
     * Through another handle, as an array that has a part in the record must not be changed; while a pass is traced, the change is left to
     * the one who traces.
     */
    @Override
    void copy(NDArray values, NDArray array) {
        if (Tracing.current() == null) {
            super.copy(values, detached(array, values));
        } else {
            Tracing.current().change(array, values);
        }
    }

    /** MXNet's engine computes in the order of what depends on what, so that one array tells nothing of the others. */
    @Override
    void awaitAll(NDManager manager) {
        Engine mxnet = manager.getEngine();
        try {
            Class<?> functions = Class.forName("ai.djl.mxnet.jna.JnaUtils", true, mxnet.getClass().getClassLoader());
            MethodHandles.publicLookup().findStatic(functions, "waitAll", MethodType.methodType(void.class)).invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("DJL's MXNet engine cannot be waited for; this code knows DJL 0.35", e);
        }
    }

    @Override
    void free(NDArray array) {
        MxNetRelease.free(array);
    }

    @Override
    void close(NDManager manager) {
        MxNetRelease.close(manager);
    }

    /** DJL's toType knows no bfloat16. */
    @Override
    NDArray cast(NDArray x, DataType type) {
        return invoke("amp_cast", new NDList(x), "dtype", type.name().toLowerCase(Locale.ROOT)).head();
    }

    /** The engine orders reads and writes of what arrays share; PyTorch takes a write to one for a change of all. */
    @Override
    boolean sharesMemory() {
        return true;
    }

    @Override
    NDArray view(NDArray array, long begin, long end) {
        return MxNetAutograd.view(array, begin, end);
    }

    @Override
    void requireGradient(NDArray array, NDArray gradient) {
        MxNetAutograd.requireGradient(array, gradient);
    }

    /** DJL gives every leaf a gradient of zeros at once. */
    @Override
    Leaf leaf(NDArray array, NDManager owner) {
        return new MxNetLeaf(array, MxNetAutograd.requireGradient(array, owner));
    }

    /** MXNet takes gradients for the heads of its graph; DJL does not pass them on. */
    @Override
    void backward(GradientCollector collector, NDList arrays, NDList gradients) {
        MxNetAutograd.backward(arrays, gradients);
    }

    /** Outside training one operator does it in any layout. */
    @Override
    NDArray swish(NDArray x) {
        if (FusedSwish.suits(x) && !TrainingMode.isOn(x.getManager().getEngine())) {
            return FusedSwish.of(x);
        }
        NDArray plain = plain(x);
        return times(plain, sigmoid(plain));
    }

    /**
     * A copy in the plain layout. Products read no other: they would reorder x and what it is multiplied by each for itself, forward and again
     * backward. A transposition that moves no axis reorders straight into its output, where most operators reorder first and copy then.
     * Reshape does so too, but in place in a graph, where the batch norm before it would then sum in another order. Arrays of fewer axes have
     * no other layout.
     */
    private static NDArray plain(NDArray x) {
        return x.getShape().dimension() == IMAGES ? invoke("transpose", new NDList(x), "axes", "(0,1,2,3)").head() : x;
    }

    /** A third of the time of x.tanh(), which is not oneDNN's. */
    @Override
    NDArray tanh(NDArray x) {
        return x.getNDArrayInternal().tanh();
    }

    /** A third of the time: a product with a column of 1/HW. */
    @Override
    NDArray meanHW(NDArray x) {
        Shape s = x.getShape();
        long pixels = s.get(2) * s.get(3);
        NDArray share = x.getManager().full(new Shape(1, pixels), 1f / pixels);
        return product(x.reshape(-1, pixels), share).reshape(s.get(0), s.get(1));
    }

    /** A quarter of the time: the gates are spread over the pixels by a product with ones, since broadcasting is slow. */
    @Override
    NDArray gate(NDArray x, NDArray gate) {
        Shape s = x.getShape();
        NDArray ones = x.getManager().ones(new Shape(s.get(2) * s.get(3), 1));
        return times(x, product(gate.reshape(-1, 1), ones).reshape(s));
    }

    /** Two thirds of the time of x.add(y), which goes through NumPy's broadcasting. */
    @Override
    NDArray addScaled(NDArray x, NDArray y, float scale) {
        return invoke("add_n", new NDList(x, y.mul(scale)), "num_args", 2).head();
    }

    /** In oneDNN's layouts, as its gradient is. */
    @Override
    NDArray concat(NDList parts, int axis) {
        return invoke("Concat", parts, "dim", axis, "num_args", parts.size()).head();
    }

    /** A seventh of the time of x.split. */
    @Override
    NDList split(NDArray x, int parts, int axis) {
        return invoke("SliceChannel", new NDList(x), "num_outputs", parts, "axis", axis);
    }

    /** A fraction of the time of x.split, which looks for the part of every single element among all. */
    @Override
    NDList splitRows(NDArray x, long[] cuts) {
        NDList parts = new NDList(cuts.length + 1);
        for (int i = 0; i <= cuts.length; i++) {
            parts.add(slice(x, 0, i == 0 ? 0 : cuts[i - 1], i == cuts.length ? x.getShape().get(0) : cuts[i]));
        }
        return parts;
    }

    /** Slicing by NDIndex throws on the blocked layouts that convolutions leave; this operator reads them. */
    @Override
    NDArray slice(NDArray x, int axis, long begin, long end) {
        return invoke("slice_axis", new NDList(x), "axis", axis, "begin", begin, "end", end).head();
    }

    /** A tenth of the time of repeating along two axes: a transposed convolution of each channel with a square of ones. */
    @Override
    NDArray upsampleNearest(NDArray x) {
        long channels = x.getShape().get(1);
        NDArray square = x.getManager().ones(new Shape(channels, 1, 2, 2));
        return invoke(
                        "Deconvolution",
                        new NDList(x, square),
                        "kernel", "(2,2)", "stride", "(2,2)", "num_filter", channels, "num_group", channels, "no_bias", "True")
                .head();
    }

    /** A quarter of the time for small maps: one product with the Kronecker product of the two axes' matrices. */
    @Override
    NDArray upsampleBilinear(NDArray x) {
        Shape s = x.getShape();
        long height = s.get(2);
        long width = s.get(3);
        if (height * width > LARGEST_KRONECKER_MAP) {
            return super.upsampleBilinear(x);
        }
        NDArray matrix = Interpolation.doubling(x.getManager(), height, width);
        return product(x.reshape(-1, height * width), matrix).reshape(s.get(0), s.get(1), 2 * height, 2 * width);
    }

    /**
     * Outside training, MXNet reorders a convolution's weight in place into a blocked layout, after which a parameter can no longer be set
     * (loading a check-point throws): it gets a copy.
     */
    @Override
    NDArray convolution(NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        NDArray own = weight;
        if (!TrainingMode.isOn(x.getManager().getEngine())) {
            own = weight.duplicate();
            own.attach(x.getManager());
        }
        return convolutionWithFixed(x, own, bias, stride, padding, dilation, groups);
    }

    /** While training, the usual depthwise convolution goes another way. */
    @Override
    NDArray convolutionWithFixed(
            NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        boolean slow = bias == null && isDepthwise5(x, weight, stride, padding, dilation, groups);
        return slow && TrainingMode.isOn(x.getManager().getEngine())
                ? depthwise5(x, weight)
                : super.convolution(x, weight, bias, stride, padding, dilation, groups);
    }

    /**
     * A depthwise 5x5 convolution whose weight has its gradient from two convolutions of 5x3, the left columns and the right ones, of the image
     * beside two columns of zeros: the fast kernel for it wants a width of at most 3. They convolve with zeros, which have the weight's
     * gradient; values and the image's gradient come from one convolution. It has a bias, as MXNet mostly computes the weight's gradient
     * unasked without one. A graph does without the values of the two.
     */
    private NDArray depthwise5(NDArray x, NDArray weight) {
        Shape s = x.getShape();
        NDManager manager = x.getManager();
        NDArray fixed = stopGradient(weight);
        NDArray whole = depthwise(x, fixed, "(2,2)", manager.zeros(new Shape(s.get(1))));
        NDArray image = stopGradient(x);
        NDArray zeros = invoke("elemwise_sub", new NDList(weight, fixed)).head();
        NDArray column = manager.zeros(new Shape(s.get(1), 1, DEPTHWISE, 1));
        NDArray margin = manager.zeros(new Shape(s.get(0), s.get(1), s.get(2), 2));
        NDArray left = depthwise(columns(margin, image), slice(zeros, 3, 0, 3), "(2,0)");
        NDArray right = depthwise(columns(image, margin), columns(column, slice(zeros, 3, 3, DEPTHWISE)), "(2,0)");
        return invoke("add_n", new NDList(whole, left, right), "num_args", 3).head();
    }

    private NDArray columns(NDArray left, NDArray right) {
        return concat(new NDList(left, right), 3);
    }

    private static NDArray depthwise(NDArray x, NDArray weight, String padding, NDArray... bias) {
        NDList inputs = new NDList(x, weight);
        inputs.addAll(Arrays.asList(bias));
        long channels = weight.getShape().get(0);
        return invoke(
                        "Convolution",
                        inputs,
                        "kernel", weight.getShape().slice(2), "pad", padding, "num_filter", channels, "num_group", channels,
                        "no_bias", bias.length == 0 ? "True" : "False")
                .head();
    }

    /**
     * Sums of rows by products with a column of ones, and scales spread over rows by products with a row of them: NumPy's sum runs on one
     * thread, and a broadcast product's backward pass is slow. From {@link #FEWEST_ROWS} on a row's sum had the same bits whatever rows lie
     * beside it, on the processors with AVX-512 that were tried; graphs that count on it are checked before they are used.
     */
    @Override
    NDArray weightNorm(NDArray direction, NDArray logNorm) {
        Shape s = direction.getShape();
        if (s.dimension() != IMAGES || s.get(0) < FEWEST_ROWS) {
            return super.weightNorm(direction, logNorm);
        }
        NDManager manager = direction.getManager();
        long columns = s.size() / s.get(0);
        NDArray norm = product(direction.square(), manager.ones(new Shape(1, columns))).sqrt().reshape(-1, 1, 1, 1);
        NDArray scale = logNorm.exp().div(norm.add(Tensors.WEIGHT_NORM_EPSILON));
        NDArray spread = product(scale, manager.ones(new Shape(columns, 1))).reshape(-1, s.get(1), s.get(2), s.get(3));
        return times(direction, spread);
    }

    /** A quarter of the time: oneDNN multiplies, where matMul calls OpenBLAS once a matrix. */
    @Override
    NDArray timesVectors(NDArray matrices, NDArray vectors) {
        return invoke("batch_dot", new NDList(matrices, vectors)).head();
    }

    /**
     * MXNet's operator moves the running statistics in the backward pass only, and with the biased variance: here its momentum is 1, so that
     * it leaves them alone, and they are moved from the statistics that it returns. It sees the running statistics through detached
     * handles; otherwise they would join the recorded graph, where MXNet forbids changes in place. Outside a gradient collector it would
     * silently use the running statistics, so there the plain kernel does the work.
     */
    @Override
    NDArray batchNorm(
            NDArray x, NDArray runningMean, NDArray runningVariance, NDArray gamma, NDArray beta,
            float epsilon, float momentum, boolean training) {
        if (training && !TrainingMode.isOn(x.getManager().getEngine())) {
            return super.batchNorm(x, runningMean, runningVariance, gamma, beta, epsilon, momentum, true);
        }
        NDList outputs = invoke(
                "BatchNorm",
                new NDList(x, gamma, beta, detached(runningMean, x), detached(runningVariance, x)),
                "eps", epsilon, "momentum", 1, "fix_gamma", "False", "use_global_stats", training ? "False" : "True",
                "output_mean_var", training ? "True" : "False");
        if (training) {
            double count = (double) x.size() / x.getShape().get(1);
            NDArray variance = stopGradient(outputs.get(2)).pow(-2).sub(epsilon);
            move(runningMean, stopGradient(outputs.get(1)), momentum, 1);
            move(runningVariance, variance, momentum, count / (count - 1));
        }
        return outputs.head();
    }

    /** running = (1 - momentum) running + momentum correction batch, in place: the form of a gradient step, in one operator. */
    private static void move(NDArray running, NDArray batch, float momentum, double correction) {
        PairList<String, Object> step = parameters("lr", momentum, "wd", 1, "rescale_grad", -correction);
        Tracing tracing = Tracing.current();
        if (tracing == null) {
            running.getManager().invoke("sgd_update", new NDArray[] {running, batch}, new NDArray[] {running}, step);
        } else {
            NDArray handle = detached(running, batch);
            tracing.change(running, batch.getManager().invoke("sgd_update", new NDList(handle, batch), step).head());
        }
    }

    /** A handle on the same values outside the recorded graph, owned by the step that x belongs to. */
    private static NDArray detached(NDArray values, NDArray x) {
        NDArray handle = values.stopGradient();
        handle.attach(x.getManager());
        if (Tracing.current() != null) {
            Tracing.current().alias(handle, values);
        }
        return handle;
    }

    /** x matrix', [N,I] and [O,I] to [N,O]. */
    private static NDArray product(NDArray x, NDArray matrix) {
        return invoke("FullyConnected", new NDList(x, matrix), "num_hidden", matrix.getShape().get(0), "no_bias", "True").head();
    }

    /** x y for equal shapes. A quarter of the time of x.mul(y), whose broadcasting backward pass is slow even where nothing is broadcast. */
    private static NDArray times(NDArray x, NDArray y) {
        return invoke("elemwise_mul", new NDList(x, y)).head();
    }

    private static NDList invoke(String operator, NDList inputs, Object... parameters) {
        return inputs.head().getManager().invoke(operator, inputs, parameters(parameters));
    }

    private static PairList<String, Object> parameters(Object... namesAndValues) {
        PairList<String, Object> parameters = new PairList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add((String) namesAndValues[i], String.valueOf(namesAndValues[i + 1]));
        }
        return parameters;
    }

    /**
     * Swish as the backward pass of softplus: its derivative is the sigmoid, and what it is multiplied with is x. MXNet has no other product
     * that reads and leaves oneDNN's blocked layout. The operator has no gradient.
     */
    private static final class FusedSwish {
        private static final Shape PROBE = new Shape(1, 4, 2, 2);
        private static volatile Boolean exact;

        private FusedSwish() {}

        /** For what oneDNN's operator takes; MXNet's own instead of it, as on GPUs, wants softplus of x too. */
        static boolean suits(NDArray x) {
            if (x.getDevice().isGpu() || x.getDataType() != DataType.FLOAT32 || x.getShape().dimension() != IMAGES) {
                return false;
            }
            if (exact == null) {
                exact = isExact(x.getManager());
            }
            return exact;
        }

        static NDArray of(NDArray x) {
            return invoke("_backward_Activation", new NDList(x, x, x), "act_type", "softrelu").head();
        }

        /** An MXNet without oneDNN, or with it switched off, would compute something else. */
        private static boolean isExact(NDManager manager) {
            try (NDManager probe = manager.newSubManager()) {
                float[] values = new float[Math.toIntExact(PROBE.size())];
                for (int i = 0; i < values.length; i++) {
                    values[i] = i - values.length / 2f;
                }
                NDArray x = Tensors.create(probe, values, PROBE);
                return Arrays.equals(of(x).toFloatArray(), times(x, x.getNDArrayInternal().sigmoid()).toFloatArray());
            }
        }
    }

    /** Whether MXNet's operators run in training mode on this thread. DJL's neutral interface does not tell; its MXNet engine does. */
    private static final class TrainingMode {
        private static volatile MethodHandle isTraining;

        private TrainingMode() {}

        static boolean isOn(Engine mxnet) {
            try {
                if (isTraining == null) {
                    Class<?> collector = Class.forName("ai.djl.mxnet.engine.MxGradientCollector", true, mxnet.getClass().getClassLoader());
                    isTraining = MethodHandles.publicLookup()
                            .findStatic(collector, "isTraining", MethodType.methodType(boolean.class));
                }
                return (boolean) isTraining.invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException("DJL's MXNet engine does not tell its training mode; this code knows DJL 0.35", e);
            }
        }
    }
}
