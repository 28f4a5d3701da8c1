package nvae.worker;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nvae.api.layer.FixedWeights;
import nvae.training.Attachment;
import nvae.training.data.Batch;
import nvae.training.data.TestBatches;
import nvae.training.evaluation.LatentSpace;
import nvae.training.evaluation.NpzFile;

/**
 * The latent variables of a split's images as an npz file: {@code z0} (the smallest resolution), {@code z1}, ..., each [N,Z,H,W], in the
 * images' order. Arguments: {@code split}; {@code sampled} for a posterior sample instead of the means; {@code out}, a file.
 */
final class EncodeTask implements ModelTask {

    @Override
    public Map<String, Object> run(TrainedModel model, Arguments arguments) throws IOException {
        TestBatches images = model.images(arguments);
        Path npz = model.out(arguments, "latents.npz");
        LatentSpace space = model.latentSpace();
        try (FixedWeights weights = FixedWeights.of(model.network(), model.composition().learner().manager());
                NpzFile file = new NpzFile(npz)) {
            long place = 0;
            for (Batch batch : images) {
                try (Attachment work = space.work()) {
                    NDArray x = batch.on(work.manager());
                    List<NDArray> latents = arguments.flag("sampled") ? space.samples(x, place++) : space.means(x);
                    for (int group = 0; group < latents.size(); group++) {
                        file.append("z" + group, latents.get(group));
                    }
                }
            }
            file.finish();
        }
        return Map.of("files", List.of(npz.toString()), "images", images.size(), "groups", space.groups());
    }
}
