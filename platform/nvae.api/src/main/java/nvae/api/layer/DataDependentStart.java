package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.util.function.Supplier;
import nvae.api.tensor.Tensors;

/**
 * Sets a convolution's bias and log norm from its first training batch (Salimans and Kingma, 2016, section 3): with m the mean and s five
 * times the unbiased standard deviation of a channel over N, H and W, before bias and with unit norm, bias = -m/s and g = -log s, so that the
 * outputs of that batch have mean 0 and standard deviation 1/5.
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

    /**
     * Starts, unless it has happened before.
     *
     * @param output the convolution's output with unit norm and without bias, [N,O,H,W], outside the recorded graph
     */
    void on(Supplier<NDArray> output) {
        if (!done && started.getArray().toFloatArray()[0] == 0) {
            start(output.get());
            Tensors.set(started.getArray(), new float[] {1});
        }
        done = true;
    }

    /** Forgets that it has happened: fresh parameters start anew. */
    void reset() {
        Tensors.set(started.getArray(), new float[1]);
        done = false;
    }

    private void start(NDArray output) {
        float[] values = output.toFloatArray();
        int images = (int) output.getShape().get(0);
        int channels = (int) output.getShape().get(1);
        int pixels = values.length / (images * channels);
        float[] biases = new float[channels];
        float[] logNorms = new float[channels];
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
            double mean = sum / count;
            double variance = Math.max(0, (squares - sum * mean) / (count - 1));
            double s = SPREAD * Math.sqrt(variance) + EPSILON;
            biases[c] = (float) (-mean / s);
            logNorms[c] = (float) -Math.log(s);
        }
        Tensors.set(bias.getArray(), biases);
        Tensors.set(logNorm.getArray(), logNorms);
    }
}
