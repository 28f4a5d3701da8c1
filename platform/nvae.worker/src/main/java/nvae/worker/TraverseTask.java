package nvae.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import nvae.model.Generation;
import nvae.model.SamplingStatistics;
import nvae.training.Attachment;
import nvae.training.data.Batch;
import nvae.training.evaluation.ImageGrid;
import nvae.training.evaluation.LatentSpace;
import nvae.training.evaluation.NpzFile;
import nvae.training.evaluation.Readjustment;

/**
 * {@code traversal-group<G>.png}: in each row an image's reconstruction, then the same with other values of one group, drawn from its
 * prior; every other group stays at its posterior mean. {@code traversal-group<G>.npz} has the images and their latent variables.
 * Arguments: {@code group}, {@code images}, {@code steps}, {@code temperature}, {@code readjust}, {@code split}.
 */
final class TraverseTask implements ModelTask {
    private static final int IMAGES = 8;
    private static final int STEPS = 10;

    @Override
    public Map<String, Object> run(TrainedModel model, Arguments arguments) throws IOException {
        LatentSpace space = model.latentSpace();
        int group = arguments.number("group", 0, 0);
        if (group >= space.groups()) {
            throw new IllegalArgumentException("group: there is no group %d; the model has groups 0 to %d, 0 at the smallest resolution"
                    .formatted(group, space.groups() - 1));
        }
        int images = arguments.number("images", IMAGES, 1);
        int steps = arguments.number("steps", STEPS, 2);
        float temperature = arguments.temperatures("temperature", 1, 1).get(0);
        Path png = model.out(arguments).resolve("traversal-group" + group + ".png");
        Path npz = model.out(arguments).resolve("traversal-group" + group + ".npz");
        NDManager manager = model.composition().learner().manager();
        ParameterStore store = new ParameterStore(manager, false);
        try (NDManager kept = manager.newSubManager();
                SamplingStatistics statistics = new SamplingStatistics(model.network(), store, manager);
                NpzFile file = new NpzFile(npz)) {
            List<NDArray> means = means(space, model.first(arguments, images), kept);
            Readjustment.Done readjusted =
                    model.readjustment(arguments).of(statistics, Collections.nCopies(space.groups(), temperature));
            write(space, means, file, png, group, steps, temperature);
            return Map.of(
                    "files", List.of(png.toString(), npz.toString()), "group", group, "images", images, "steps", steps,
                    "statisticsFromCache", readjusted.cached(), "spoiltBatches", readjusted.spoilt());
        }
    }

    /** The posterior means of images, with the statistics of training. */
    private static List<NDArray> means(LatentSpace space, Batch images, NDManager kept) {
        try (Attachment work = space.work()) {
            List<NDArray> means = space.means(images.on(work.manager()));
            means.forEach(mean -> mean.attach(kept));
            return means;
        }
    }

    private static void write(LatentSpace space, List<NDArray> means, NpzFile file, Path png, int group, int steps, float temperature)
            throws IOException {
        try (Attachment work = space.work()) {
            means.forEach(mean -> mean.tempAttach(work.manager()));
            Generation varied = space.varied(means, group, steps, temperature);
            ImageGrid.of(varied.image().mean(), steps).write(png);
            file.append("images", varied.image().mean());
            for (int i = 0; i < space.groups(); i++) {
                file.append("z" + i, varied.latents().get(i));
            }
            file.finish();
        }
    }
}
