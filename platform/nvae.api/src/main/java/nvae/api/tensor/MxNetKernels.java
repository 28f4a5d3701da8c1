package nvae.api.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.util.PairList;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** What MXNet does faster, or right, through operators that {@link NDArray} does not offer. Autograd follows them. */
final class MxNetKernels extends Kernels {
    /** Slicing by NDIndex throws on the blocked layouts that convolutions leave; this operator reads them. */
    @Override
    NDArray slice(NDArray x, int axis, long begin, long end) {
        return invoke("slice_axis", new NDList(x), "axis", axis, "begin", begin, "end", end).head();
    }

    /** Ten times faster than x.tanh(), which is not oneDNN's. */
    @Override
    NDArray tanh(NDArray x) {
        return x.getNDArrayInternal().tanh();
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
        return super.convolution(x, own, bias, stride, padding, dilation, groups);
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
            NDArray inverseDeviation = outputs.get(2).stopGradient();
            NDArray variance = inverseDeviation.pow(-2).sub(epsilon);
            move(runningMean, outputs.get(1).stopGradient(), momentum, 1);
            move(runningVariance, variance, momentum, count / (count - 1));
        }
        return outputs.head();
    }

    /** running = (1 - momentum) running + momentum correction batch, in place: the form of a gradient step, in one operator. */
    private static void move(NDArray running, NDArray batch, float momentum, double correction) {
        PairList<String, Object> step = parameters("lr", momentum, "wd", 1, "rescale_grad", -correction);
        running.getManager().invoke("sgd_update", new NDArray[] {running, batch}, new NDArray[] {running}, step);
    }

    /** A handle on the same values outside the recorded graph, owned by the step that x belongs to. */
    private static NDArray detached(NDArray values, NDArray x) {
        NDArray handle = values.stopGradient();
        handle.attach(x.getManager());
        return handle;
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
