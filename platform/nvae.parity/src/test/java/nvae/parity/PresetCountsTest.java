package nvae.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nvae.api.part.Options;
import nvae.model.ImageFormat;
import nvae.model.ModelComposer;
import nvae.model.ModelConfiguration;
import nvae.model.ModelSummary;
import nvae.study.manifest.Document;
import nvae.study.manifest.ManifestException;
import nvae.study.manifest.ManifestFiles;
import nvae.study.manifest.Node;
import nvae.study.manifest.PresetFinder;
import nvae.study.manifest.Problems;
import nvae.study.schema.Layers;
import nvae.testkit.ClassPathParts;
import nvae.training.TrainingSection;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The presets for the paper's full-size models compose to models of the reference's size, quickly and in little memory. */
class PresetCountsTest {
    private static final Path PRESETS = Path.of(System.getProperty("nvae.root")).resolve("experiments/presets");

    /** As in the training commands that the authors publish beside table 6; what these leave out, as the authors' program has it. */
    @ParameterizedTest
    @CsvSource({
        "mnist, 400, 200, 5, 0.01, 0.01, 0",
        "cifar10, 400, 32, 5, 0.01, 0.01, 0",
        "imagenet32, 45, 24, 1, 0.01, 0.01, 1",
        "celeba64, 90, 16, 5, 0.01, 0.1, 0",
        "celebahq256, 300, 4, 5, 0.01, 0.01, 1",
        "ffhq256, 200, 4, 5, 0.008, 0.1, 1"})
    void aFullSizePresetHasTheAuthorsTrainingSettings(
            String name, int epochs, int batchSize, int warmupEpochs, double learningRate, double lambda, double initialLambda)
            throws ManifestException {
        Map<?, ?> base = base(PRESETS.resolve("nvae").resolve(name + ".yaml"));

        assertThat(Options.of(section(base, "training")).as(TrainingSection.Options.class)).satisfies(
                training -> assertThat(training.epochs()).isEqualTo(epochs),
                training -> assertThat(training.batchSize()).isEqualTo(batchSize),
                training -> assertThat(training.learningRate()).isEqualTo(learningRate),
                training -> assertThat(training.learningRateMin()).isEqualTo(1e-4),
                training -> assertThat(training.warmupEpochs()).isEqualTo(warmupEpochs));
        assertThat(section(base, "kl")).isEqualTo(
                Map.of("name", "balanced", "balance", "square", "annealPortion", 0.3, "constPortion", 1e-4, "minimum", 1e-4));
        assertThat(section(base, "regularizers").keySet()).isEqualTo(Set.of("spectral", "batch-norm-scale"));
        assertThat(section(base, "regularizers").values()).allSatisfy(value -> {
            Map<?, ?> options = (Map<?, ?>) value;
            assertThat(((Number) options.get("coefficient")).doubleValue()).isEqualTo(lambda);
            Number initial = (Number) options.get("initialCoefficient");
            assertThat(initial == null ? 0 : initial.doubleValue()).isEqualTo(initialLambda);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "mnist, 1, 28", "cifar10, 3, 32", "imagenet32, 3, 32", "celeba64, 3, 64", "celebahq256, 3, 256", "ffhq256, 3, 256"})
    @Timeout(60)
    void aFullSizePresetHasTheReferencesCounts(String name, int channels, int size) throws IOException, ManifestException {
        Map<?, ?> base = base(PRESETS.resolve("nvae").resolve(name + ".yaml"));
        ImageFormat images = new ImageFormat(channels, size, size, ((Number) section(base, "data").get("pad")).intValue());
        ModelConfiguration configuration = ModelConfiguration.read(section(base, "model"));
        ModelSummary summary = ModelSummary.of(new ModelComposer(new ClassPathParts()).compose(configuration, images));

        JsonObject expected = expected(name);
        assertThat(summary.parameters()).as("parameters").isEqualTo(expected.get("total_params").getAsLong());
        assertThat(summary.convolutions()).as("convolutions").isEqualTo(expected.get("num_conv_layers_sr").getAsInt());
        assertThat(summary.batchNorms()).as("batch norms").isEqualTo(expected.get("num_bn_layers").getAsInt());
        assertThat(summary.groups()).as("groups").isEqualTo(expected.get("num_groups").getAsInt());
        assertThat(peakMemory()).as("peak memory of this process, bytes").isLessThan(4L << 30);
    }

    private static long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** The preset's key {@code base}, with what it extends below it. */
    private static Map<?, ?> base(Path preset) throws ManifestException {
        Problems problems = new Problems();
        List<Document> chain = new ManifestFiles(new PresetFinder(List.of(PRESETS)), problems).read(preset);
        problems.throwIfAny();
        Node.Mapping merged = chain.stream().map(Document::root).reduce((over, under) -> Layers.combine(over, under)).orElseThrow();
        return (Map<?, ?>) merged.get("base").orElseThrow().plain();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> section(Map<?, ?> base, String name) {
        return (Map<String, ?>) base.get(name);
    }

    private static JsonObject expected(String name) throws IOException {
        Path counts = Golden.folder().resolve("model_counts.json");
        if (!Files.exists(counts)) {
            return abort("no golden numbers: there is no " + counts);
        }
        try (Reader reader = Files.newBufferedReader(counts)) {
            return JsonParser.parseReader(reader).getAsJsonObject().getAsJsonObject(name);
        }
    }
}
