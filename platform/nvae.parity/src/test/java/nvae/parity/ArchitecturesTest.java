package nvae.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.model.HierarchicalVae;
import nvae.model.ImageFormat;
import nvae.model.ModelComposer;
import nvae.model.ModelConfiguration;
import nvae.testkit.ClassPathParts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every architecture that the golden index names can be written in a manifest, place by place, normal and resampling cells apart. */
class ArchitecturesTest {
    /** Enough for cells of 8 groups. */
    private static final int CHANNELS = 8;
    private static final Map<String, Integer> SIZES = Map.of(
            "num_latent_scales", 2, "num_groups_per_scale", 1, "min_groups_per_scale", 1, "num_latent_per_group", 2,
            "num_channels_enc", CHANNELS, "num_channels_dec", CHANNELS, "num_cell_per_cond_enc", 1, "num_cell_per_cond_dec", 1,
            "num_preprocess_blocks", 1, "num_preprocess_cells", 2);

    static Stream<String> architectures() {
        return ReferenceArchitecture.names().stream();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theCellsOfEveryPlaceAreThoseOfTheArchitecture(String name) {
        ReferenceArchitecture reference = new ReferenceArchitecture(arguments(name));
        HierarchicalVae model = new ModelComposer(new ClassPathParts())
                .compose(ModelConfiguration.read(reference.model()), new ImageFormat(1, 28, 28, 2));
        Map<String, Convolution> all = Layers.byPath(model, Convolution.class);

        assertCell(reference, all, "preprocess/block0cell1", "normal_pre", CHANNELS, 1);
        assertCell(reference, all, "preprocess/block0down", "down_pre", CHANNELS, 2);
        assertCell(reference, all, "encoderTower/group1cell0", "normal_enc", 2 * CHANNELS, 1);
        assertCell(reference, all, "encoderTower/down1", "down_enc", 2 * CHANNELS, 2);
        assertCell(reference, all, "decoder/up1", "up_dec", 4 * CHANNELS, -1);
        assertCell(reference, all, "decoder/group1cell0", "normal_dec", 2 * CHANNELS, 1);
        assertCell(reference, all, "postprocess/block0up", "up_post", 2 * CHANNELS, -1);
        assertCell(reference, all, "postprocess/block0cell1", "normal_post", CHANNELS, 1);
    }

    private static void assertCell(
            ReferenceArchitecture reference, Map<String, Convolution> all, String path, String cellType, int channels, int stride) {
        Block expected = ReferenceCell.of(reference.operations(cellType), channels, stride, true);
        List<Shape> found = shapes(all.entrySet().stream().filter(e -> e.getKey().startsWith(path + "/")).map(Map.Entry::getValue).toList());
        assertThat(found).as("%s: %s", path, cellType).isNotEmpty().isEqualTo(shapes(Layers.in(expected, Convolution.class)));
    }

    private static List<Shape> shapes(Collection<Convolution> convolutions) {
        return convolutions.stream().map(Convolution::weightShape).toList();
    }

    private static JsonObject arguments(String architecture) {
        JsonObject arguments = new JsonObject();
        SIZES.forEach(arguments::addProperty);
        arguments.addProperty("num_postprocess_blocks", 1);
        arguments.addProperty("num_postprocess_cells", 2);
        arguments.addProperty("num_nf", 0);
        arguments.addProperty("ada_groups", false);
        arguments.addProperty("res_dist", true);
        arguments.addProperty("use_se", true);
        arguments.addProperty("dataset", "mnist");
        arguments.addProperty("arch_instance", architecture);
        return arguments;
    }
}
