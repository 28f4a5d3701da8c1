package nvae.worker;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nvae.training.Attachment;
import nvae.training.evaluation.ImageGrid;
import nvae.training.evaluation.LatentSpace;
import nvae.training.evaluation.NpzFile;

/**
 * {@code reconstructions.png}: images, each left of what the model makes of its posterior means; and both as {@code reconstructions.npz}.
 * Arguments: {@code count}, {@code split}.
 */
final class ReconstructTask implements ModelTask {
    private static final int PAIRS = 32;
    private static final int PAIRS_IN_A_ROW = 4;

    @Override
    public Map<String, Object> run(TrainedModel model, Arguments arguments) throws IOException {
        int count = arguments.number("count", Math.min(PAIRS, model.images(arguments).size()), 1);
        Path png = model.out(arguments).resolve("reconstructions.png");
        Path npz = model.out(arguments).resolve("reconstructions.npz");
        LatentSpace space = model.latentSpace();
        try (Attachment work = space.work();
                NpzFile file = new NpzFile(npz)) {
            NDArray x = model.first(arguments, count).on(work.manager());
            NDArray images = model.network().withoutPadding(x);
            NDArray reconstructions = space.decode(space.means(x));
            ImageGrid.ofPairs(images, reconstructions, PAIRS_IN_A_ROW).write(png);
            file.append("images", images);
            file.append("reconstructions", reconstructions);
            file.finish();
        }
        return Map.of("files", List.of(png.toString(), npz.toString()), "images", count);
    }
}
