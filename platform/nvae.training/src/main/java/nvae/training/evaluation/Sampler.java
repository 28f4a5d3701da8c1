package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;
import nvae.api.tensor.Noise;
import nvae.model.HierarchicalVae;
import nvae.model.LatentSource;
import nvae.model.SamplingStatistics;
import nvae.training.Attachment;

/**
 * Draws from a model's prior, always from the same noise.
 *
 * @param manager owns the model's parameters
 * @param temperatures of every group, top-down
 * @param readjust batches of samples that batch-norm statistics are readjusted with first; they are put back afterwards
 */
public record Sampler(HierarchicalVae model, NDManager manager, List<Float> temperatures, int readjust) {
    private static final long SEED = 0;
    private static final long PICTURE = -1;

    /**
     * What was drawn.
     *
     * @param grid the mean images, in a square
     * @param notFinite how many of them hold a value that is not finite; such pixels are black
     */
    public record Drawn(ImageGrid grid, int notFinite) {}

    /** Draws so many images. */
    public Drawn draw(int count) {
        ParameterStore store = new ParameterStore(manager, false);
        try (SamplingStatistics statistics = new SamplingStatistics(model, store, manager)) {
            statistics.readjust(readjust, count, this::source);
            try (Attachment work = Attachment.of(manager, model.getParameters().values().stream().map(Parameter::getArray).toList())) {
                NDArray images = model.generate(store, work.manager(), count, source(PICTURE), false).image().mean();
                return new Drawn(ImageGrid.of(images, (int) Math.ceil(Math.sqrt(count))), notFinite(images.toFloatArray(), count));
            }
        }
    }

    private LatentSource source(long step) {
        return LatentSource.prior(Noise.seeded(SEED, step), temperatures);
    }

    private static int notFinite(float[] values, int count) {
        int size = values.length / count;
        int spoilt = 0;
        for (int image = 0; image < count; image++) {
            boolean finite = true;
            for (int i = image * size; i < (image + 1) * size; i++) {
                finite &= Float.isFinite(values[i]);
            }
            spoilt += finite ? 0 : 1;
        }
        return spoilt;
    }
}
