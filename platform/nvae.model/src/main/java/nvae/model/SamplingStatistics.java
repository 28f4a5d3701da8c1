package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
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
    private final List<Parameter> statistics;
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
        statistics = Layers.in(model, BatchNorm.class).stream()
                .flatMap(norm -> norm.getDirectParameters().values().stream())
                .filter(parameter -> !parameter.requiresGradient())
                .toList();
        trained = statistics.stream().map(parameter -> parameter.getArray().toFloatArray()).toList();
    }

    /** {@link #readjust(int, long, LongFunction)} with the prior at one temperature. */
    public void readjust(int steps, long images, float temperature, LongFunction<Noise> noise) {
        readjust(steps, images, step -> LatentSource.prior(noise.apply(step), temperature));
    }

    /**
     * Draws batches of samples in training mode, each of which moves the running statistics a little (by the momentum, 5 %).
     *
     * @param steps how many batches; some hundred settle the statistics
     * @param images images of one batch
     * @param source of a step's latent variables
     */
    public void readjust(int steps, long images, LongFunction<LatentSource> source) {
        for (int step = 0; step < steps; step++) {
            try (NDManager batch = manager.newSubManager();
                    GradientCollector collector = manager.getEngine().newGradientCollector()) {
                attachParameters(batch);
                model.generate(store, batch, images, source.apply(step), true);
            }
        }
    }

    /** Gives the model back the statistics that it had. */
    @Override
    public void close() {
        for (int i = 0; i < statistics.size(); i++) {
            Tensors.set(statistics.get(i).getArray(), trained.get(i));
        }
    }

    private void attachParameters(NDManager batch) {
        List<NDArray> arrays = new ArrayList<>();
        model.getParameters().values().forEach(parameter -> arrays.add(parameter.getArray()));
        batch.tempAttachAll(arrays.toArray(NDArray[]::new));
    }
}
