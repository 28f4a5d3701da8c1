package nvae.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nvae.training.fid.FeatureExtractor;
import nvae.training.fid.FeatureStatistics;
import nvae.training.fid.Preparation.Pixels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Feature extractors of TorchScript and ONNX. Their engines are optional: {@code mvn -Dengine=pytorch -Ponnxruntime} brings them. The files
 * are what {@code make_extractor.py} beside them wrote: a convolution, ReLU and a mean, and what NumPy makes of two images.
 */
class OtherExtractorsTest {
    private static final int SIDE = 8;
    private static final int FEATURES = 4;

    @TempDir
    private static Path folder;

    private static RunFolder run;

    @BeforeAll
    static void train() throws IOException {
        assumeTrue(Engine.hasEngine("PyTorch") || Engine.hasEngine("OnnxRuntime"), "an engine that is optional, see the class");
        run = new RunFolder(folder);
        run.train(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"pytorch, extractor.pt", "onnxruntime, extractor.onnx"})
    void theFeaturesAreThoseThatNumPyComputes(String engine, String file) throws Exception {
        List<double[]> expected = Files.readAllLines(resource("features.txt")).stream()
                .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
                .toList();
        float[] pixels = new float[expected.size() * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 7 * i % 11 / 10f;
        }
        try (FeatureExtractor extractor = FeatureExtractor.open(resource(file), engine(engine), Device.cpu())) {
            float[][] features = extractor.features(new Pixels(pixels, expected.size(), 1, SIDE, SIDE));
            for (int image = 0; image < expected.size(); image++) {
                for (int i = 0; i < FEATURES; i++) {
                    assertThat((double) features[image][i]).isCloseTo(expected.get(image)[i], within(1e-6));
                }
            }
            assertThatThrownBy(() -> extractor.features(new Pixels(new float[3 * SIDE * SIDE], 1, 3, SIDE, SIDE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(file + " failed on images of [1,3,8,8]", "--channels");
        }
    }

    @ParameterizedTest
    @CsvSource({"pytorch, extractor.pt", "onnxruntime, extractor.onnx"})
    void aTrainedModelsDistanceIsMeasuredWithThem(String engine, String file) throws Exception {
        engine(engine);
        Map<?, ?> result = (Map<?, ?>) use(engine, resource(file)).last().get("result");
        assertThat((Double) result.get("fid")).isPositive();
        assertThat(result.get("features")).isEqualTo((double) FEATURES);
        FeatureStatistics images = FeatureStatistics.read(Path.of((String) result.get("statistics")));
        assertThat(images.count()).isEqualTo(16);
        assertThat(images.mean()).doesNotContain(0.0);
    }

    @ParameterizedTest
    @CsvSource({"pytorch, PyTorch", "onnxruntime, OnnxRuntime"})
    void aFileThatIsNoNetworkIsRefused(String engine, String name) throws Exception {
        engine(engine);
        Path file = Files.writeString(folder.resolve("text-for-" + engine), "no network");
        assertThat(String.valueOf(use(engine, file).last().get("message"))).contains(file + " is no network that " + name + " can read");
    }

    @Test
    void bothFilesGiveOneDistance() throws Exception {
        engine("pytorch");
        engine("onnxruntime");
        double torch = (Double) ((Map<?, ?>) use("pytorch", resource("extractor.pt")).last().get("result")).get("fid");
        double onnx = (Double) ((Map<?, ?>) use("onnxruntime", resource("extractor.onnx")).last().get("result")).get("fid");
        assertThat(onnx).isCloseTo(torch, within(1e-4 * torch));
    }

    private static RunFolder.Outcome use(String engine, Path extractor) throws IOException {
        return run.use(Map.of(
                "task", "fid", "extractor", extractor.toString(), "extractorEngine", engine, "samples", 30, "pixels", "mean",
                "cache", folder.resolve("fid").toString()));
    }

    private static Engine engine(String name) {
        String inDjl = name.equals("pytorch") ? "PyTorch" : "OnnxRuntime";
        assumeTrue(Engine.hasEngine(inDjl), inDjl + " is optional and not on the class path");
        return Engine.getEngine(inDjl);
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(OtherExtractorsTest.class.getResource(name).toURI());
    }
}
