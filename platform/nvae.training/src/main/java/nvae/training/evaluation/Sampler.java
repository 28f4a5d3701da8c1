package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.util.List;
import nvae.api.layer.FixedWeights;
import nvae.api.tensor.Noise;
import nvae.model.Generation;
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
    /** Images that are made at once: memory does not grow with their number. */
    private static final int CHUNK = 256;

    /**
     * What was drawn.
     *
     * @param grid the images, in a square
     * @param notFinite how many of them hold a value that is not finite; such pixels are black
     * @param readjusted what was done to the statistics
     */
    public record Drawn(ImageGrid grid, int notFinite, Readjustment.Done readjusted) {}

    /** Takes samples in their order, some at a time; their arrays are gone when it returns. */
    @FunctionalInterface
    public interface Receiver {
        /** @param noise from which these samples come: what is drawn of them further may follow from it */
        void receive(Generation samples, Noise noise) throws IOException;
    }

    /** What is seen of samples: [N,C,H,W] in [0,1]. */
    @FunctionalInterface
    public interface View {
        /** Mean images, what people usually look at. */
        View MEANS = (samples, noise) -> samples.image().mean();

        NDArray of(Generation samples, Noise noise);

        /** Pixels drawn from the likelihood, with their noise times the temperature. */
        static View drawn(float temperature) {
            return (samples, noise) -> samples.image().sample(noise, temperature);
        }
    }

    /** Draws so many mean images for a picture. */
    public Drawn draw(int count) throws IOException {
        return draw(count, View.MEANS, (samples, noise) -> {});
    }

    /** Draws so many images for a picture, and hands them over on the way. */
    public Drawn draw(int count, View view, Receiver receiver) throws IOException {
        Shape one = new Shape(model.format().channels(), model.format().height(), model.format().width());
        int size = Math.toIntExact(one.size());
        float[] pixels = new float[count * size];
        int[] done = new int[1];
        Readjustment.Done readjusted = each(count, (samples, noise) -> {
            float[] seen = view.of(samples, noise).toFloatArray();
            System.arraycopy(seen, 0, pixels, done[0], seen.length);
            done[0] += seen.length;
            receiver.receive(samples, noise);
        });
        ImageGrid grid = ImageGrid.of(pixels, new Shape(count).addAll(one), (int) Math.ceil(Math.sqrt(count)));
        return new Drawn(grid, notFinite(pixels, count), readjusted);
    }

    /** Draws so many images and hands them over. */
    public Readjustment.Done each(int count, Receiver receiver) throws IOException {
        ParameterStore store = new ParameterStore(manager, false);
        List<NDArray> parameters = model.getParameters().values().stream().map(Parameter::getArray).toList();
        try (SamplingStatistics statistics = new SamplingStatistics(model, store, manager);
                FixedWeights weights = FixedWeights.of(model, manager)) {
            Readjustment.Done readjusted = readjustment.of(statistics, temperatures);
            for (int first = 0; first < count; first += CHUNK) {
                Noise noise = Noise.seeded(SEED, PICTURE - first / CHUNK);
                try (Attachment work = Attachment.of(manager, parameters)) {
                    int now = Math.min(CHUNK, count - first);
                    receiver.receive(model.generate(store, work.manager(), now, LatentSource.prior(noise, temperatures), false), noise);
                }
            }
            return readjusted;
        }
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
