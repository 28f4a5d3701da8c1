package nvae.parity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nvae.activation.Swish;
import nvae.api.cell.CellSpec;
import nvae.api.cell.NormalizationType;
import nvae.api.cell.Resampling;
import nvae.api.layer.Chain;
import nvae.api.layer.ParameterStart;
import nvae.api.part.Options;
import nvae.api.tensor.Noise;
import nvae.cell.regular.RegularCell;
import nvae.cell.separable.SeparableCell;
import nvae.gate.SqueezeExcite;
import nvae.normalization.BatchNormalization;
import nvae.normalization.WeightAndBatchNorm;

/**
 * Times a forward and backward pass through residual cells in a row, loss = mean(y^2), batch norm in training mode: the measure of
 * {@code bench/torch_twin.py}, which times the same cells in PyTorch. Prints one JSON line for each kind of cell.
 *
 * <p>Arguments, all optional: channels, batch, size, cells, steps, steps to warm up.
 */
final class CellBenchmark {
    private final int channels;
    private final int batch;
    private final int size;
    private final int cells;
    private final int steps;
    private final int warmUp;

    private CellBenchmark(int channels, int batch, int size, int cells, int steps, int warmUp) {
        this.channels = channels;
        this.batch = batch;
        this.size = size;
        this.cells = cells;
        this.steps = steps;
        this.warmUp = warmUp;
    }

    public static void main(String[] arguments) {
        int[] values = {32, 32, 16, 4, 15, 10};
        for (int i = 0; i < arguments.length; i++) {
            values[i] = Integer.parseInt(arguments[i]);
        }
        CellBenchmark benchmark = new CellBenchmark(values[0], values[1], values[2], values[3], values[4], values[5]);
        for (String name : List.of("regular", "regular-weight-norm", "separable")) {
            benchmark.print(name);
        }
    }

    private Block cell(String name) {
        NormalizationType normalization = name.equals("regular-weight-norm") ? new WeightAndBatchNorm() : new BatchNormalization();
        CellSpec spec = new CellSpec(
                channels,
                Resampling.NONE,
                normalization.create(Options.none()),
                () -> new Swish().create(Options.none()),
                count -> new SqueezeExcite().create(count, Options.none()));
        return name.equals("separable") ? new SeparableCell().create(spec, Options.none()) : new RegularCell().create(spec, Options.none());
    }

    private void print(String name) {
        Chain net = new Chain();
        for (int i = 0; i < cells; i++) {
            net.then("cell", cell(name));
        }
        double[] milliseconds = new double[steps];
        long processor = 0;
        try (NDManager model = NDManager.newBaseManager()) {
            ParameterStart.initialize(net, model, 0, new Shape(batch, channels, size, size));
            for (int i = -warmUp; i < steps; i++) {
                try (NDManager step = model.newSubManager()) {
                    net.getParameters().values().stream().map(Parameter::getArray).forEach(array -> array.tempAttach(step));
                    NDArray x = Noise.seeded(0, i).normal(step, "x", new Shape(batch, channels, size, size));
                    long start = System.nanoTime();
                    long processorStart = processorTime();
                    step(net, step, x);
                    if (i >= 0) {
                        milliseconds[i] = (System.nanoTime() - start) / 1e6;
                        processor += processorTime() - processorStart;
                    }
                }
            }
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                Locale.ROOT,
                "{\"cell\": \"%s\", \"channels\": %d, \"batch\": %d, \"size\": %d, \"cells\": %d, \"median_ms\": %.2f, "
                        + "\"min_ms\": %.2f, \"mean_cpu_ms\": %.2f}%n",
                name, channels, batch, size, cells, milliseconds[steps / 2], milliseconds[0], processor / 1e6 / steps);
    }

    /** Processor time of the whole process, which a busy machine disturbs less than the clock on the wall. */
    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void step(Block net, NDManager step, NDArray x) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y = net.forward(new ParameterStore(step, false), new NDList(x), true).singletonOrThrow();
            collector.backward(y.square().mean());
        }
        for (Parameter parameter : net.getParameters().values()) {
            if (parameter.requiresGradient()) {
                parameter.getArray().getGradient().toByteBuffer();
            }
        }
    }
}
