package nvae.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nvae.training.EvaluationSection;
import nvae.training.evaluation.NpzFile;
import nvae.training.evaluation.Sampler;

/**
 * {@code samples.png}, and the images and their latent variables as {@code samples.npz}. Arguments: {@code count}; {@code temperature}, one
 * number or one for each group; {@code pixels}, a temperature with which pixels are drawn, mean images without it; {@code readjust}, batches that
 * batch-norm statistics are readjusted with.
 */
final class SampleTask implements ModelTask {
    private static final int SQUARE = 64;

    @Override
    public Map<String, Object> run(TrainedModel model, Arguments arguments) throws IOException {
        EvaluationSection.Options options = model.composition().evaluation();
        int count = arguments.number("count", options.samples() == 0 ? SQUARE : options.samples(), 1);
        List<Float> temperatures = arguments.temperatures("temperature", options.temperature(), model.network().hierarchy().size());
        Sampler sampler = new Sampler(
                model.network(), model.composition().learner().manager(), temperatures, model.readjustment(arguments));
        Sampler.View view = arguments.given("pixels")
                ? Sampler.View.drawn(arguments.temperatures("pixels", 1, 1).get(0))
                : Sampler.View.MEANS;
        Path png = model.out(arguments).resolve("samples.png");
        Path npz = model.out(arguments).resolve("samples.npz");
        Sampler.Drawn drawn;
        try (NpzFile file = new NpzFile(npz)) {
            drawn = sampler.draw(count, view, (samples, noise) -> {
                file.append("images", view.of(samples, noise));
                for (int group = 0; group < samples.latents().size(); group++) {
                    file.append("z" + group, samples.latents().get(group));
                }
            });
            file.finish();
        }
        drawn.grid().write(png);
        return Map.of(
                "files", List.of(png.toString(), npz.toString()), "images", count, "notFinite", drawn.notFinite(),
                "statisticsFromCache", drawn.readjusted().cached(), "spoiltBatches", drawn.readjusted().spoilt());
    }
}
