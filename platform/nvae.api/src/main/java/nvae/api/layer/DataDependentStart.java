package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import nvae.api.tensor.Tensors;

/**
 * Sets a convolution's bias and log norm from its first training batch (Salimans and Kingma, 2016, section 3): with m the mean and s five
 * times the unbiased standard deviation of a channel over N, H and W, before bias and with unit norm, bias = -m/s and g = -log s, so that the
 * outputs of that batch have mean 0 and standard deviation 1/5.
 *
 * <p>A constraint may then change the size of the weight that this makes. Where it divides all of it by one number, as spectral normalization
 * does, no g could have kept the standard deviation; channels still share one, and a second look at the outputs brings the mean back to 0.
 */
final class DataDependentStart {
    private static final double SPREAD = 5;
    private static final double EPSILON = 1e-5;

    /** 1 once the start has happened; saved with the parameters, so that a resumed run does not start again. */
    private final Parameter started;

    private final Parameter bias;
    private final Parameter logNorm;
    private boolean done;

    DataDependentStart(Parameter started, Parameter bias, Parameter logNorm) {
        this.started = started;
        this.bias = bias;
        this.logNorm = logNorm;
    }

    /** Whether the next training batch is the first; the parameters are asked until it is not. */
    boolean isToCome() {
        return !done && look();
    }

    /** Asks the parameters again: they may have been given other values. */
    boolean look() {
        done = started.getArray().toFloatArray()[0] != 0;
        return !done;
    }

    /** Forgets that it has happened: fresh parameters start anew. */
    void reset() {
        Tensors.set(started.getArray(), new float[1]);
        done = false;
    }

    /**
     * Starts.
     *
     * @param output the convolution's output with unit norm and without bias, [N,O,H,W], outside the recorded graph
     */
    void whiten(NDArray output) {
        Moments moments = Moments.of(output);
        float[] biases = new float[moments.means().length];
        float[] logNorms = new float[biases.length];
        for (int c = 0; c < biases.length; c++) {
            double s = SPREAD * Math.sqrt(moments.variances()[c]) + EPSILON;
            biases[c] = (float) (-moments.means()[c] / s);
            logNorms[c] = (float) -Math.log(s);
        }
        Tensors.set(bias.getArray(), biases);
        Tensors.set(logNorm.getArray(), logNorms);
        Tensors.set(started.getArray(), new float[] {1});
        done = true;
    }

    /**
     * Brings the mean of outputs to 0, whatever their size.
     *
     * @param output the convolution's output with the weight that it uses, without bias, [N,O,H,W], outside the recorded graph
     */
    void centre(NDArray output) {
        double[] means = Moments.of(output).means();
        float[] biases = new float[means.length];
        for (int c = 0; c < biases.length; c++) {
            biases[c] = (float) -means[c];
        }
        Tensors.set(bias.getArray(), biases);
    }

    /** Means and unbiased variances of channels over N, H and W. */
    private record Moments(double[] means, double[] variances) {
        static Moments of(NDArray output) {
            float[] values = output.toFloatArray();
            int images = (int) output.getShape().get(0);
            int channels = (int) output.getShape().get(1);
            int pixels = values.length / (images * channels);
            double[] means = new double[channels];
            double[] variances = new double[channels];
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                double squares = 0;
                for (int n = 0; n < images; n++) {
                    int first = (n * channels + c) * pixels;
                    for (int i = first; i < first + pixels; i++) {
                        sum += values[i];
                        squares += (double) values[i] * values[i];
                    }
                }
                double count = (double) images * pixels;
                means[c] = sum / count;
                variances[c] = Math.max(0, (squares - sum * means[c]) / (count - 1));
            }
            return new Moments(means, variances);
        }
    }
}
