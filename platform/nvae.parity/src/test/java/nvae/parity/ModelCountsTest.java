package nvae.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nvae.model.Hierarchy;
import nvae.model.ImageFormat;
import nvae.model.ModelComposer;
import nvae.model.ModelConfiguration;
import nvae.model.ModelSummary;
import nvae.testkit.ClassPathParts;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every model of {@code model_counts.json} in the golden folder, full-size ones included, has the reference's counts. */
class ModelCountsTest {
    /** The reference's names of a model's components. */
    private static final Map<String, String> COMPONENTS = Map.ofEntries(
            Map.entry("prior_ftr0", "firstFeature"),
            Map.entry("stem", "stem"),
            Map.entry("pre_process", "preprocess"),
            Map.entry("enc_tower", "encoderTower"),
            Map.entry("enc0", "topFeatures"),
            Map.entry("enc_sampler", "posteriorSampler"),
            Map.entry("dec_sampler", "priorSampler"),
            Map.entry("nf_cells", "flows"),
            Map.entry("dec_tower", "decoder"),
            Map.entry("stem_decoder", "decoder"),
            Map.entry("post_process", "postprocess"),
            Map.entry("image_conditional", "imageHead"));

    @TestFactory
    Stream<DynamicTest> composedModelsHaveTheReferencesCounts() throws IOException {
        Path counts = Golden.folder().resolve("model_counts.json");
        if (!Files.exists(counts)) {
            return Stream.of(DynamicTest.dynamicTest("counts", () -> abort("no golden numbers: there is no " + counts)));
        }
        try (Reader reader = Files.newBufferedReader(counts)) {
            return JsonParser.parseReader(reader).getAsJsonObject().entrySet().stream().map(ModelCountsTest::model);
        }
    }

    private static DynamicTest model(Map.Entry<String, JsonElement> entry) {
        return DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry.getValue().getAsJsonObject()));
    }

    private static void compare(JsonObject expected) {
        ReferenceArchitecture architecture = new ReferenceArchitecture(expected.getAsJsonObject("args"));
        ModelConfiguration configuration = ModelConfiguration.read(architecture.model());
        ImageFormat images = architecture.images(expected.get("input_size").getAsInt());
        ModelSummary summary = ModelSummary.of(new ModelComposer(new ClassPathParts()).compose(configuration, images));

        assertThat(summary.parametersByComponent()).as("parameters of each component").isEqualTo(components(expected));
        assertThat(summary.parameters()).as("parameters").isEqualTo(expected.get("total_params").getAsLong());
        assertThat(summary.parameterTensors()).as("parameter tensors").isEqualTo(expected.get("num_parameter_tensors").getAsInt());
        assertThat(summary.convolutions()).as("convolutions").isEqualTo(expected.get("num_conv_layers_sr").getAsInt());
        assertThat(summary.batchNorms()).as("batch norms").isEqualTo(expected.get("num_bn_layers").getAsInt());
        assertThat(summary.groups()).as("groups").isEqualTo(expected.get("num_groups").getAsInt());
        assertThat(summary.latentShapes().get(0)).as("z0").isEqualTo(shape(expected.getAsJsonArray("z0_size")));
        assertThat(Hierarchy.groupsPerScale(configuration)).as("groups per scale").isEqualTo(integers(expected));
    }

    private static Map<String, Long> components(JsonObject expected) {
        Map<String, Long> components = new LinkedHashMap<>();
        expected.getAsJsonObject("params_by_module").entrySet().forEach(
                module -> components.put(COMPONENTS.get(module.getKey()), module.getValue().getAsLong()));
        return components;
    }

    private static Shape shape(JsonArray sizes) {
        return new Shape(sizes.asList().stream().map(JsonElement::getAsLong).toList());
    }

    private static List<Integer> integers(JsonObject expected) {
        return expected.getAsJsonArray("groups_per_scale").asList().stream().map(JsonElement::getAsInt).toList();
    }
}
