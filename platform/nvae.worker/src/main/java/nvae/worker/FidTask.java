package nvae.worker;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.data.ImagesDigest;
import nvae.training.data.Batch;
import nvae.training.data.FirstImages;
import nvae.training.data.Images;
import nvae.training.data.TestBatches;
import nvae.training.evaluation.Readjustment;
import nvae.training.evaluation.Sampler;
import nvae.training.fid.FeatureExtractor;
import nvae.training.fid.FeatureStatistics;
import nvae.training.fid.FrechetDistance;
import nvae.training.fid.Preparation;
import nvae.training.fid.Preparation.Pixels;

/**
 * The Fréchet distance between features of a split's images and of samples. Both are drawn as the model sees them: binarized images against
 * images drawn from p(x|z); with {@code pixels} {@code mean}, brightness against mean images. The real images' statistics are kept for
 * all trials of the study, in the folder {@code fid} beside theirs. Arguments: {@code extractor}, {@code extractorEngine}, {@code samples}, {@code images}
 * (0 for all), {@code split}, {@code size}, {@code channels}, {@code low}, {@code high}, {@code pixels}, {@code temperature},
 * {@code readjust}, {@code cache}.
 */
final class FidTask implements ModelTask {
    private static final int SAMPLES = 10_000;

    @Override
    public Map<String, Object> run(TrainedModel model, Arguments arguments) throws IOException {
        Preparation preparation = new Preparation(
                arguments.number("size", 0, 0), arguments.number("channels", 0, 0),
                (float) arguments.fraction("low", 0), (float) arguments.fraction("high", 1));
        int samples = arguments.number("samples", SAMPLES, 2);
        TestBatches images = real(model, arguments);
        Path cache = arguments.path("cache", model.folder().toAbsolutePath().resolveSibling("fid"));
        try (FeatureExtractor extractor = extractor(model, arguments)) {
            Path kept = cache.resolve(key(model, arguments, images, extractor, preparation) + ".npz");
            boolean known = Files.exists(kept);
            FeatureStatistics real = known ? FeatureStatistics.read(kept) : statistics(images, extractor, preparation, model.alive());
            if (!known) {
                real.write(kept);
            }
            FeatureStatistics.Gathering fake = new FeatureStatistics.Gathering();
            Readjustment.Done readjusted = drawn(model, arguments, samples, extractor, preparation, fake);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("fid", distance(real, fake.statistics()));
            result.put("split", arguments.choice("split", "train", "test"));
            result.put("images", real.count());
            result.put("samples", samples);
            result.put("features", real.dimensions());
            result.put("pixels", pixels(arguments));
            result.put("extractorSha256", extractor.digest());
            result.put("statistics", kept.toString());
            result.put("statisticsKnown", known);
            result.put("statisticsFromCache", readjusted.cached());
            result.put("spoiltBatches", readjusted.spoilt());
            return result;
        }
    }

    private static FeatureExtractor extractor(TrainedModel model, Arguments arguments) throws IOException {
        Engine engine = ComputeDevice.engine(arguments.choice("extractorEngine", "mxnet", "pytorch", "onnxruntime"));
        Device device = engine.getGpuCount() > 0 ? model.composition().learner().manager().getDevice() : Device.cpu();
        try {
            return FeatureExtractor.open(arguments.path("extractor", Path.of("extractor")), engine, device);
        } catch (IOException e) {
            throw new IllegalArgumentException("extractor: " + e.getMessage(), e);
        }
    }

    /** The split's first images, binarized only if the samples are drawn. */
    private static TestBatches real(TrainedModel model, Arguments arguments) {
        Images split = arguments.choice("split", "train", "test").equals("test")
                ? model.composition().test().images()
                : model.composition().training();
        int count = arguments.number("images", 0, 0);
        if (count > split.size()) {
            throw new IllegalArgumentException("%d images are wanted, but the split has only %d".formatted(count, split.size()));
        }
        Images used = new Images(
                FirstImages.of(split.set(), count, "train"), 0, split.binarize() && pixels(arguments).equals("sample"), split.bits());
        return new TestBatches(used, model.composition().test().batchSize());
    }

    private static String pixels(Arguments arguments) {
        return arguments.choice("pixels", "sample", "mean");
    }

    private static FeatureStatistics statistics(TestBatches images, FeatureExtractor extractor, Preparation preparation, Runnable alive) {
        FeatureStatistics.Gathering gathering = new FeatureStatistics.Gathering();
        for (Batch batch : images) {
            gathering.add(extractor.features(preparation.of(pixels(batch.values(), batch.shape()))));
            alive.run();
        }
        return gathering.statistics();
    }

    private static Readjustment.Done drawn(
            TrainedModel model, Arguments arguments, int samples, FeatureExtractor extractor, Preparation preparation,
            FeatureStatistics.Gathering gathering) throws IOException {
        List<Float> temperatures = arguments.temperatures(
                "temperature", model.composition().evaluation().temperature(), model.network().hierarchy().size());
        boolean means = pixels(arguments).equals("mean");
        Sampler sampler = new Sampler(
                model.network(), model.composition().learner().manager(), temperatures, model.readjustment(arguments));
        return sampler.each(samples, (generation, noise) -> {
            NDArray images = means ? generation.image().mean() : generation.image().sample(noise, 1);
            gathering.add(extractor.features(preparation.of(pixels(images.toFloatArray(), images.getShape()))));
            model.alive().run();
        });
    }

    private static Pixels pixels(float[] values, Shape shape) {
        return new Pixels(values, (int) shape.get(0), (int) shape.get(1), (int) shape.get(2), (int) shape.get(3));
    }

    private static double distance(FeatureStatistics real, FeatureStatistics drawn) {
        try {
            return FrechetDistance.between(real, drawn);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; if the model draws values that are not finite, lower the temperature or"
                    + " readjust batch norm", e);
        }
    }

    /** Everything that the real images' statistics depend on. */
    private static String key(
            TrainedModel model, Arguments arguments, TestBatches images, FeatureExtractor extractor, Preparation preparation) {
        String facts = String.join("\n",
                model.composition().dataset().digest(), arguments.choice("split", "train", "test"), String.valueOf(images.size()),
                String.valueOf(images.images().binarize()), String.valueOf(images.images().bits()), extractor.digest(), preparation.toString());
        return HexFormat.of().formatHex(ImagesDigest.sha256().digest(facts.getBytes(StandardCharsets.UTF_8)));
    }
}
