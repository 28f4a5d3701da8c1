package nvae.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks on one model of two groups that was trained for a few steps. */
class UseModelTest {
    private static final NDManager MANAGER = NDManager.newBaseManager();

    @TempDir
    private static Path folder;

    private static RunFolder run;
    private static Map<?, ?> trained;
    private static List<?> trainedKlPerGroup;

    @BeforeAll
    static void train() throws IOException {
        run = new RunFolder(folder);
        Map<String, Object> done = run.train(Map.of()).last();
        trained = (Map<?, ?>) done.get("metrics");
        trainedKlPerGroup = (List<?>) done.get("klPerGroup");
    }

    @AfterAll
    static void close() {
        MANAGER.close();
    }

    @Test
    void evaluatingTheLastCheckpointGivesTheTrialsOwnMetrics() throws IOException {
        Map<?, ?> result = result("evaluate", Map.of("checkpoint", "last"));
        assertThat(result.get("nelbo")).isEqualTo(trained.get("testNelbo"));
        assertThat(result.get("nll")).isEqualTo(trained.get("testNll"));
        assertThat(result.get("bitsPerDimension")).isEqualTo(trained.get("bitsPerDimension"));
        assertThat(result.get("activeUnits")).isEqualTo(trained.get("activeUnits"));
        assertThat(result.get("klPerGroup")).isEqualTo(trainedKlPerGroup);
        assertThat(result.get("unitsPerGroup")).isEqualTo(List.of(2 * 16 * 16.0, 2 * 16 * 16.0));
        assertThat(result.get("images")).isEqualTo(12.0);
    }

    @Test
    void evaluatingTrainImagesWithMoreSamplesTightensTheBound() throws IOException {
        Map<?, ?> result = result("evaluate", Map.of("split", "train", "samples", 20));
        assertThat(result.get("images")).isEqualTo(16.0);
        assertThat((Double) result.get("nll")).isLessThan((Double) result.get("nelbo")).isPositive();
        assertThat(result("evaluate", Map.of("samples", 0)).containsKey("nll")).isFalse();
    }

    @Test
    void picturesOfTheTrainingStayAsTheyAre() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("samples/samples.png"));
        Map<?, ?> result = result("sample", Map.of("count", 9));
        assertThat(result.get("files")).isEqualTo(List.of(folder.resolve("use/samples.png").toString(), folder.resolve("use/samples.npz").toString()));
        assertThat(folder.resolve("samples/samples.png")).hasBinaryContent(before);
    }

    @Test
    void samplesAreASquareInTheFolderThatWasAskedFor() throws IOException {
        Path out = folder.resolve("elsewhere");
        Map<?, ?> result = result("sample", Map.of("count", 9, "temperature", 0.5, "out", out.toString()));
        assertThat(result.get("files")).isEqualTo(List.of(out.resolve("samples.png").toString(), out.resolve("samples.npz").toString()));
        assertThat(read(out.resolve("samples.npz")).get("images").getShape()).isEqualTo(new Shape(9, 1, 28, 28));
        assertThat(result.get("notFinite")).isEqualTo(0.0);
        assertThat(ImageIO.read(out.resolve("samples.png").toFile()).getWidth()).isEqualTo(3 * 30 + 2);
    }

    @Test
    void temperaturesOfGroupsAndReadjustedStatisticsChangeSamples() throws IOException {
        byte[] one = sampled("one", Map.of());
        assertThat(sampled("all", Map.of("temperature", List.of(1, 1)))).isEqualTo(one);
        assertThat(sampled("group", Map.of("temperature", List.of(1, 0.1)))).isNotEqualTo(one);
        assertThat(sampled("readjusted", Map.of("readjust", 20))).isNotEqualTo(one);
        assertFails("sample", Map.of("temperature", List.of(1, 1, 1)), "one for each of the model's 2 groups");
    }

    @Test
    void pixelsAreDrawnFromTheLikelihoodIfAskedFor() throws IOException {
        byte[] mean = sampled("mean", Map.of());
        byte[] drawn = sampled("drawn", Map.of("pixels", 1));
        assertThat(drawn).isNotEqualTo(mean);
        assertThat(sampled("again", Map.of("pixels", 1))).isEqualTo(drawn);
        assertThat(sampled("mode", Map.of("pixels", 0))).isNotEqualTo(drawn);
        assertFails("sample", Map.of("pixels", -1), "pixels: -1 is not allowed");
    }

    @Test
    void readjustedStatisticsAreKeptForTheNextCommandAndGoWithTheirTemperature() throws IOException {
        Map<String, Object> once = Map.of("readjust", 5, "temperature", 0.6);
        assertThat(result("sample", once).get("statisticsFromCache")).isEqualTo(false);
        byte[] first = Files.readAllBytes(folder.resolve("use/samples.png"));
        assertThat(result("sample", once).get("statisticsFromCache")).isEqualTo(true);
        assertThat(folder.resolve("use/samples.png")).hasBinaryContent(first);
        assertThat(result("sample", Map.of("readjust", 5, "temperature", 0.5)).get("statisticsFromCache")).isEqualTo(false);
        assertThat(result("traverse", Map.of("group", 0, "readjust", 5, "temperature", 0.6)).get("statisticsFromCache")).isEqualTo(true);
        assertThat(result("sample", Map.of("readjust", 5, "temperature", 0.6, "checkpoint", "last")).get("statisticsFromCache"))
                .isEqualTo(Files.mismatch(folder.resolve("last.safetensors"), folder.resolve("best.safetensors")) < 0);

        Path kept;
        try (var files = Files.list(folder.resolve("statistics"))) {
            kept = files.sorted().findFirst().orElseThrow();
        }
        Files.writeString(kept, "damaged");
        assertThat(result("sample", once).get("notFinite")).isEqualTo(0.0);
        assertThat(folder.resolve("use/samples.png")).hasBinaryContent(first);
    }

    private byte[] sampled(String name, Map<String, Object> arguments) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.put("out", folder.resolve(name).toString());
        result("sample", all);
        return Files.readAllBytes(folder.resolve(name).resolve("samples.png"));
    }

    @Test
    void interpolationsEndsAreTheReconstructions() throws IOException {
        result("reconstruct", Map.of("count", 4));
        NDArray reconstructions = arrays("reconstructions.npz").get("reconstructions");
        result("interpolate", Map.of("pairs", 2, "steps", 5));
        NDArray images = arrays("interpolation.npz").get("images");

        assertThat(images.getShape()).isEqualTo(new Shape(10, 1, 28, 28));
        assertClose(images.get(0), reconstructions.get(0));
        assertClose(images.get(4), reconstructions.get(2));
        assertClose(images.get(5), reconstructions.get(1));
        assertClose(images.get(9), reconstructions.get(3));
        assertThat(images.get(2).sub(images.get(0)).abs().max().getFloat()).isPositive();
        NDArray z = arrays("interpolation.npz").get("z1");
        assertClose(z.get(2), z.get(0).add(z.get(4)).div(2));
    }

    @Test
    void traversingVariesOneGroupAndKeepsTheOthers() throws IOException {
        result("traverse", Map.of("group", 1, "images", 3, "steps", 4));
        Map<String, NDArray> varied = arrays("traversal-group1.npz");
        Map<String, NDArray> means = encoded(Map.of());
        result("reconstruct", Map.of("count", 3));

        for (int image = 0; image < 3; image++) {
            for (int step = 0; step < 4; step++) {
                assertClose(varied.get("z0").get(4 * image + step), means.get("z0").get(image));
            }
            assertClose(varied.get("z1").get(4 * image), means.get("z1").get(image));
            assertThat(varied.get("z1").get(4 * image + 1).sub(means.get("z1").get(image)).abs().max().getFloat()).isGreaterThan(0.1f);
            assertClose(varied.get("images").get(4 * image), arrays("reconstructions.npz").get("reconstructions").get(image));
        }
        assertThat(varied.get("images").getShape()).isEqualTo(new Shape(12, 1, 28, 28));
    }

    @Test
    void encodedLatentsAreInTheImagesOrderWhateverTheBatches() throws IOException {
        Map<String, NDArray> means = encoded(Map.of());
        assertThat(means).containsOnlyKeys("z0", "z1");
        assertThat(means.get("z0").getShape()).isEqualTo(new Shape(12, 2, 16, 16));
        assertThat(encoded(Map.of("split", "train")).get("z1").getShape()).isEqualTo(new Shape(16, 2, 16, 16));

        NDArray sampled = encoded(Map.of("sampled", true)).get("z0");
        assertThat(sampled.sub(means.get("z0")).abs().mean().getFloat()).isGreaterThan(0.01f);
        assertThat(encoded(Map.of("sampled", true)).get("z0").toFloatArray()).isEqualTo(sampled.toFloatArray());
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    private Map<String, NDArray> encoded(Map<String, Object> arguments) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.put("out", folder.resolve("encoded.npz").toString());
        result("encode", all);
        return read(folder.resolve("encoded.npz"));
    }

    @Test
    void whatCannotBeDoneIsSaidInOneMessage() throws IOException {
        assertFails("traverse", Map.of("group", 2), "there is no group 2; the model has groups 0 to 1");
        assertFails("interpolate", Map.of("pairs", 7), "14 images are wanted, but the split has only 12");
        assertFails("reconstruct", Map.of("split", "valid"), "split: valid is not allowed; give one of test, train");
        assertFails("paint", Map.of(), "there is no 'paint'; there are encode, evaluate");
    }

    @Test
    void aTrialWithoutACheckpointSaysWhatToDo(@TempDir Path empty) throws IOException {
        RunFolder.Outcome outcome = new RunFolder(empty).run("t1", "use", RunFolder.configuration(Map.of()), Map.of("task", "sample"));
        assertThat(outcome.status()).isEqualTo(3);
        assertThat((String) outcome.last().get("message")).contains("there is no check-point in").contains("train the trial first");
    }

    private static void assertFails(String task, Map<String, Object> arguments, String message) throws IOException {
        RunFolder.Outcome outcome = use(task, arguments);
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.last()).contains(entry("event", "failed"), entry("reason", "input"));
        assertThat((String) outcome.last().get("message")).contains(message);
    }

    private static Map<?, ?> result(String task, Map<String, Object> arguments) throws IOException {
        RunFolder.Outcome outcome = use(task, arguments);
        assertThat(outcome.status()).as(outcome.last().toString()).isZero();
        return (Map<?, ?>) outcome.last().get("result");
    }

    private static RunFolder.Outcome use(String task, Map<String, Object> arguments) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.put("task", task);
        return run.use(all);
    }

    private static Map<String, NDArray> arrays(String name) throws IOException {
        return read(folder.resolve("use").resolve(name));
    }

    private static Map<String, NDArray> read(Path npz) throws IOException {
        Map<String, NDArray> arrays = new HashMap<>();
        try (InputStream in = Files.newInputStream(npz)) {
            NDList.decode(MANAGER, in).forEach(array -> arrays.put(array.getName(), array));
        }
        return arrays;
    }

    private static void assertClose(NDArray actual, NDArray expected) {
        assertThat(actual.getShape()).isEqualTo(expected.getShape());
        assertThat(actual.sub(expected).abs().max().getFloat()).isCloseTo(0, within(1e-4f));
    }
}
