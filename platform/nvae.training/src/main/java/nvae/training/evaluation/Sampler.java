package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.io.IOException;
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
 * @param readjustment of the batch-norm statistics, done first; they are put back afterwards
 */
public record Sampler(HierarchicalVae model, NDManager manager, List<Float> temperatures, Readjustment readjustment) {
    private static final long SEED = 0;
    private static final long PICTURE = -1;

    /**
     * What was drawn.
     *
     * @param grid the mean images, in a square
     * @param notFinite how many of them hold a value that is not finite; such pixels are black
     * @param readjusted what was done to the statistics
     */
    public record Drawn(ImageGrid grid, int notFinite, Readjustment.Done readjusted) {}

    /** Draws so many images. */
    public Drawn draw(int count) throws IOException {
        ParameterStore store = new ParameterStore(manager, false);
        try (SamplingStatistics statistics = new SamplingStatistics(model, store, manager)) {
            Readjustment.Done readjusted = readjustment.of(statistics, temperatures);
            try (Attachment work = Attachment.of(manager, model.getParameters().values().stream().map(Parameter::getArray).toList())) {
                NDArray images = model.generate(store, work.manager(), count, source(), false).image().mean();
                int notFinite = notFinite(images.toFloatArray(), count);
                return new Drawn(ImageGrid.of(images, (int) Math.ceil(Math.sqrt(count))), notFinite, readjusted);
            }
        }
    }

    private LatentSource source() {
        return LatentSource.prior(Noise.seeded(SEED, PICTURE), temperatures);
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
