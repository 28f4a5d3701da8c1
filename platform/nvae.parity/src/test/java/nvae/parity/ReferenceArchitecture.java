package nvae.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nvae.model.ImageFormat;

/** The arguments that the reference's program takes, as a configuration of the workbench. */
final class ReferenceArchitecture {
    private static final Set<String> BINARIZED = Set.of("mnist", "omniglot");
    private static final int BINARIZED_PAD = 2;

    private final JsonObject arguments;

    ReferenceArchitecture(JsonObject arguments) {
        this.arguments = arguments;
    }

    /** The configuration's section {@code model}. */
    Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("scales", integer("num_latent_scales"));
        model.put("groupsPerScale", integer("num_groups_per_scale"));
        model.put("minGroupsPerScale", integer("min_groups_per_scale"));
        model.put("adaptiveGroups", flag("ada_groups"));
        model.put("latentChannels", integer("num_latent_per_group"));
        model.put("encoderChannels", integer("num_channels_enc"));
        model.put("decoderChannels", integer("num_channels_dec"));
        model.put("encoderCellsPerGroup", integer("num_cell_per_cond_enc"));
        model.put("decoderCellsPerGroup", integer("num_cell_per_cond_dec"));
        model.put("preprocessBlocks", integer("num_preprocess_blocks"));
        model.put("preprocessCells", integer("num_preprocess_cells"));
        model.put("postprocessBlocks", integer("num_postprocess_blocks"));
        model.put("postprocessCells", integer("num_postprocess_cells"));
        model.put("flowsPerGroup", integer("num_nf"));
        model.put("flow", "autoregressive");
        model.put("family", flag("res_dist") ? "residual-normal" : "normal");
        model.put("likelihood", likelihood());
        model.put("cells", Map.of(
                "preprocess", place("normal_pre", "down", "down_pre"),
                "encoder", place("normal_enc", "down", "down_enc"),
                "decoder", place("normal_dec", "up", "up_dec"),
                "postprocess", place("normal_post", "up", "up_post")));
        return model;
    }

    /**
     * The images that the model is for.
     *
     * @param paddedSize height and width as the model is given them
     */
    ImageFormat images(int paddedSize) {
        int pad = binarized() ? BINARIZED_PAD : 0;
        return new ImageFormat(binarized() ? 1 : 3, paddedSize - 2 * pad, paddedSize - 2 * pad, pad);
    }

    private Object likelihood() {
        return binarized()
                ? "bernoulli"
                : Map.of("name", "logistic-mixture", "mixtures", integer("num_mixture_dec"), "bits", integer("num_x_bits"));
    }

    private Map<String, Object> place(String normal, String resampling, String resamplingCell) {
        Map<String, Object> place = new LinkedHashMap<>(ReferenceCell.place(operations(normal), flag("use_se")));
        place.put(resampling, ReferenceCell.place(operations(resamplingCell), flag("use_se")));
        return place;
    }

    /** The operations of a cell type of this architecture, as the index of the golden numbers lists them. */
    List<String> operations(String cellType) {
        JsonObject cells = cells();
        String cell = arguments.get("arch_instance").getAsString() + ":" + cellType;
        String name = cells.getAsJsonObject("cell_of_arch_type").get(cell).getAsString();
        JsonObject hyper = cells.getAsJsonObject("cases").getAsJsonObject(name).getAsJsonObject("hyper");
        return hyper.getAsJsonArray("ops").asList().stream().map(JsonElement::getAsString).toList();
    }

    /** The names of all architectures of the index. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        cells().getAsJsonObject("cell_of_arch_type").keySet().forEach(cell -> names.add(cell.replaceFirst(":.*", "")));
        return names;
    }

    private static JsonObject cells() {
        try (Reader reader = Files.newBufferedReader(Golden.folder().resolve("index.json"))) {
            return JsonParser.parseReader(reader).getAsJsonObject().getAsJsonObject("files").getAsJsonObject("03_cells");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean binarized() {
        return BINARIZED.contains(arguments.get("dataset").getAsString());
    }

    private int integer(String argument) {
        return arguments.get(argument).getAsInt();
    }

    private boolean flag(String argument) {
        return arguments.get(argument).getAsBoolean();
    }
}
