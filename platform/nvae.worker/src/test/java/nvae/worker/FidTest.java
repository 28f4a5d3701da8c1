package nvae.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import nvae.training.fid.FeatureStatistics;
import nvae.training.fid.FrechetDistance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Fréchet distance of a model that was trained for a few steps, with features from an MXNet file. */
class FidTest {
    private static final int SIDE = 28;

    @TempDir
    private static Path folder;

    private static RunFolder run;
    private static Path extractor;

    @BeforeAll
    static void train() throws IOException {
        run = new RunFolder(folder);
        run.train(Map.of());
        extractor = MxNetExtractor.write(Files.createDirectories(folder.resolve("quarters")), SIDE, 10);
    }

    @Test
    void isTheDistanceOfTheStatisticsAndKeepsThoseOfTheImages() throws IOException {
        Map<?, ?> first = result(Map.of("samples", 300, "cache", folder.resolve("alone").toString()));
        assertThat((Double) first.get("fid")).isPositive();
        assertThat(first.get("features")).isEqualTo(4.0);
        assertThat(first.get("images")).isEqualTo(16.0);
        assertThat((String) first.get("extractorSha256")).matches("[0-9a-f]{64}");
        assertThat(first.get("statisticsKnown")).isEqualTo(false);
        Map<?, ?> again = result(Map.of("samples", 300, "cache", folder.resolve("alone").toString()));
        assertThat(again.get("statisticsKnown")).isEqualTo(true);
        assertThat(again.get("fid")).isEqualTo(first.get("fid"));
    }

    @Test
    void growsWithTheSquareOfTheFeatures() throws IOException {
        double fid = (Double) result(Map.of("samples", 40)).get("fid");
        Path doubled = MxNetExtractor.write(Files.createDirectories(folder.resolve("doubled")), SIDE, 20);
        double four = (Double) result(Map.of("samples", 40, "extractor", doubled.toString())).get("fid");
        assertThat(four / fid).isCloseTo(4, within(1e-4));
        assertThat((Double) result(Map.of("samples", 40, "high", 2)).get("fid") / fid).isCloseTo(4, within(1e-4));
    }

    @Test
    void brightnessIsComparedWithMeanImages() throws IOException {
        Map<?, ?> drawn = result(Map.of("samples", 40));
        Map<?, ?> means = result(Map.of("samples", 40, "pixels", "mean"));
        FeatureStatistics binary = FeatureStatistics.read(Path.of((String) drawn.get("statistics")));
        FeatureStatistics brightness = FeatureStatistics.read(Path.of((String) means.get("statistics")));
        assertThat(brightness.mean()).containsExactly(binary.mean(), within(0.6)).isNotEqualTo(binary.mean());
        assertThat(FrechetDistance.between(binary, binary)).isCloseTo(0, within(1e-9));
    }

    @Test
    void saysWhatDoesNotFit() throws IOException {
        assertThat(failure(Map.of("extractor", folder.resolve("none-symbol.json").toString()))).contains("no feature extractor", "none-symbol.json");
        assertThat(failure(Map.of("size", 8))).contains("quarters-symbol.json", "[8,1,8,8]", "--size, --channels and --range");
        assertThat(failure(Map.of("images", 99))).contains("99 images are wanted, but the split has only 16");
        assertThat(failure(Map.of("extractorEngine", "onnxruntime"))).contains("engine: 'onnxruntime' is not here");
        Path alone = Files.copy(extractor, Files.createDirectories(folder.resolve("alone")).resolve("alone-symbol.json"));
        assertThat(failure(Map.of("extractor", alone.toString()))).contains("needs one file of parameters beside it, alone-0000.params");
        Files.writeString(alone.resolveSibling("alone-0000.params"), "no parameters");
        assertThat(failure(Map.of("extractor", alone.toString()))).contains("is no network that MXNet can read");
    }

    private static Map<?, ?> result(Map<String, Object> arguments) throws IOException {
        return (Map<?, ?>) use(arguments).last().get("result");
    }

    private static String failure(Map<String, Object> arguments) throws IOException {
        return String.valueOf(use(arguments).last().get("message"));
    }

    private static RunFolder.Outcome use(Map<String, Object> arguments) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of(
                "task", "fid", "extractor", extractor.toString(), "extractorEngine", "mxnet", "samples", 20,
                "cache", folder.resolve("fid").toString()));
        all.putAll(arguments);
        return run.use(all);
    }
}
