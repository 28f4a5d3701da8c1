package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Layers;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;

/**
 * Batch-norm statistics that fit samples instead of training images: below temperature 1 the decoder's features are distributed otherwise
 * than in training, and samples made with the trained statistics suffer (NVAE, appendix D). Until it is closed, the model has the
 * readjusted statistics; then it has its own again.
 */
public final class SamplingStatistics implements AutoCloseable {
    private final HierarchicalVae model;
    private final ParameterStore store;
    private final NDManager manager;
    private final Map<String, NDArray> statistics = new LinkedHashMap<>();
    private final List<float[]> trained;

    /**
     * Remembers the model's statistics.
     *
     * @param manager on the model's device
     */
    public SamplingStatistics(HierarchicalVae model, ParameterStore store, NDManager manager) {
        this.model = model;
        this.store = store;
        this.manager = manager;
        Set<Parameter> ofBatchNorms = Collections.newSetFromMap(new IdentityHashMap<>());
        Layers.in(model, BatchNorm.class).forEach(norm -> ofBatchNorms.addAll(norm.getDirectParameters().values()));
        for (Pair<String, Parameter> parameter : model.getParameters()) {
            if (ofBatchNorms.contains(parameter.getValue()) && !parameter.getValue().requiresGradient()) {
                statistics.put(parameter.getKey(), parameter.getValue().getArray());
            }
        }
        trained = values();
    }

    /** The running means and variances of every batch norm by name, as they are now; not copies. */
    public Map<String, NDArray> arrays() {
        return Collections.unmodifiableMap(statistics);
    }

    /** {@link #readjust(int, long, LongFunction, Runnable)} with the prior at one temperature. */
    public int readjust(int steps, long images, float temperature, LongFunction<Noise> noise) {
        return readjust(steps, images, step -> LatentSource.prior(noise.apply(step), temperature), () -> {});
    }

    /**
     * Draws batches of samples in training mode, each of which moves the running statistics a little (by the momentum, 5 %). A batch that
     * would leave statistics that are not finite does not count: they stay as they were before it.
     *
     * @param steps how many batches; some hundred settle the statistics
     * @param images images of one batch
     * @param source of a step's latent variables
     * @param batchDone runs after every batch
     * @return batches that did not count
     */
    public int readjust(int steps, long images, LongFunction<LatentSource> source, Runnable batchDone) {
        int spoilt = 0;
        List<float[]> good = values();
        for (int step = 0; step < steps; step++) {
            try (NDManager batch = manager.newSubManager();
                    GradientCollector collector = manager.getEngine().newGradientCollector()) {
                attachParameters(batch);
                model.generate(store, batch, images, source.apply(step), true);
            }
            List<float[]> moved = values();
            if (moved.stream().allMatch(SamplingStatistics::isFinite)) {
                good = moved;
            } else {
                set(good);
                spoilt++;
            }
            batchDone.run();
        }
        return spoilt;
    }

    private List<float[]> values() {
        return statistics.values().stream().map(NDArray::toFloatArray).toList();
    }

    private void set(List<float[]> values) {
        Iterator<float[]> next = values.iterator();
        statistics.values().forEach(array -> Tensors.set(array, next.next()));
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Gives the model back the statistics that it had. */
    @Override
    public void close() {
        set(trained);
    }

    private void attachParameters(NDManager batch) {
        List<NDArray> arrays = new ArrayList<>();
        model.getParameters().values().forEach(parameter -> arrays.add(parameter.getArray()));
        batch.tempAttachAll(arrays.toArray(NDArray[]::new));
    }
}
