package nvae.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nvae.training.Attachment;
import nvae.training.evaluation.ImageGrid;
import nvae.training.evaluation.LatentSpace;
import nvae.training.evaluation.NpzFile;

/**
 * {@code interpolation.png}: a pair of images in each row, the two at its ends and between them the images of latent variables on the
 * straight line between their posterior means, all groups together. {@code interpolation.npz} has the images and their latent variables.
 * Arguments: {@code pairs}, {@code steps}, {@code split}.
 */
final class InterpolateTask implements ModelTask {
    private static final int PAIRS = 8;
    private static final int STEPS = 10;

    @Override
    public Map<String, Object> run(TrainedModel model, Arguments arguments) throws IOException {
        int pairs = arguments.number("pairs", PAIRS, 1);
        int steps = arguments.number("steps", STEPS, 2);
        Path png = model.out(arguments).resolve("interpolation.png");
        Path npz = model.out(arguments).resolve("interpolation.npz");
        LatentSpace space = model.latentSpace();
        try (Attachment work = space.work();
                NpzFile file = new NpzFile(npz)) {
            NDArray x = model.first(arguments, 2 * pairs).on(work.manager());
            NDArray left = x.get(new NDIndex("0:" + pairs));
            NDArray right = x.get(new NDIndex(pairs + ":"));
            List<NDArray> line = space.between(space.means(left), space.means(right), steps);
            NDArray images = space.decode(line);
            NDArray rows = rows(model.network().withoutPadding(left), images, model.network().withoutPadding(right), steps);
            ImageGrid.of(rows, steps + 2).write(png);
            file.append("images", images);
            for (int group = 0; group < line.size(); group++) {
                file.append("z" + group, line.get(group));
            }
            file.finish();
        }
        return Map.of("files", List.of(png.toString(), npz.toString()), "pairs", pairs, "steps", steps);
    }

    private static NDArray rows(NDArray left, NDArray between, NDArray right, int steps) {
        NDList rows = new NDList();
        for (int pair = 0; pair < left.getShape().get(0); pair++) {
            rows.add(left.get(new NDIndex(pair + ":" + (pair + 1))));
            rows.add(between.get(new NDIndex(pair * steps + ":" + (pair + 1) * steps)));
            rows.add(right.get(new NDIndex(pair + ":" + (pair + 1))));
        }
        return NDArrays.concat(rows, 0);
    }
}
