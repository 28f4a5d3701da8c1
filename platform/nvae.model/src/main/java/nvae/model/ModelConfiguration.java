package nvae.model;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nvae.api.part.Options;
import nvae.api.part.PartRef;

/**
 * The section {@code model} of a configuration, read and checked once. {@link ModelSection.Options} says what each number means.
 *
 * @param flow the kind of flow; empty if there are none
 * @param preprocess cells between the images and the encoder tower
 * @param encoder cells of the encoder tower, those that halve the resolution included
 * @param decoder cells of the decoder tower, those that double the resolution included
 * @param postprocess cells between the decoder tower and the image head
 */
public record ModelConfiguration(
        int scales,
        int groupsPerScale,
        int minGroupsPerScale,
        boolean adaptiveGroups,
        int latentChannels,
        int encoderChannels,
        int decoderChannels,
        int encoderCellsPerGroup,
        int decoderCellsPerGroup,
        int preprocessBlocks,
        int preprocessCells,
        int postprocessBlocks,
        int postprocessCells,
        int flowsPerGroup,
        boolean weightNorm,
        PartRef family,
        PartRef likelihood,
        Optional<PartRef> flow,
        PlaceConfiguration preprocess,
        PlaceConfiguration encoder,
        PlaceConfiguration decoder,
        PlaceConfiguration postprocess) {

    private static final String PATH = "model";
    private static final Set<String> SLOTS = Set.of("family", "likelihood", "flow", "cells");
    private static final Set<String> PLACES = Set.of("preprocess", "encoder", "decoder", "postprocess");
    private static final Set<String> SCALARS =
            Arrays.stream(ModelSection.Options.class.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());

    /**
     * Reads the tree below the key {@code model}; numbers that it leaves out take their defaults.
     *
     * @throws InvalidModelException if a value is missing, of the wrong kind, or does not go with the others
     */
    public static ModelConfiguration read(Map<String, ?> model) {
        Tree tree = new Tree(PATH, model);
        tree.allow(Stream.concat(SLOTS.stream(), SCALARS.stream()).collect(Collectors.toSet()));
        Tree cells = tree.child("cells");
        cells.allow(PLACES);
        ModelSection.Options options = scalars(model);
        return new ModelConfiguration(
                options.scales(),
                options.groupsPerScale(),
                options.minGroupsPerScale(),
                options.adaptiveGroups(),
                options.latentChannels(),
                options.encoderChannels(),
                options.decoderChannels(),
                options.encoderCellsPerGroup(),
                options.decoderCellsPerGroup(),
                options.preprocessBlocks(),
                options.preprocessCells(),
                options.postprocessBlocks(),
                options.postprocessCells(),
                options.flowsPerGroup(),
                options.weightNorm(),
                tree.part("family"),
                tree.part("likelihood"),
                options.flowsPerGroup() > 0 ? Optional.of(tree.part("flow")) : Optional.empty(),
                PlaceConfiguration.read(cells.child("preprocess"), "down"),
                PlaceConfiguration.read(cells.child("encoder"), "down"),
                PlaceConfiguration.read(cells.child("decoder"), "up"),
                PlaceConfiguration.read(cells.child("postprocess"), "up"));
    }

    public ModelConfiguration {
        atLeast(1, scales, "scales", "latent variables need a resolution to live at");
        atLeast(1, groupsPerScale, "groupsPerScale", "every scale has a group");
        atLeast(1, minGroupsPerScale, "minGroupsPerScale", "every scale has a group");
        atLeast(1, latentChannels, "latentChannels", "a group has latent variables");
        atLeast(1, encoderChannels, "encoderChannels", "features need channels");
        atLeast(1, decoderChannels, "decoderChannels", "features need channels");
        atLeast(1, encoderCellsPerGroup, "encoderCellsPerGroup", "a group has a cell");
        atLeast(1, decoderCellsPerGroup, "decoderCellsPerGroup", "a group has a cell");
        atLeast(0, preprocessBlocks, "preprocessBlocks", "0 is no pre-processing");
        atLeast(1, preprocessCells, "preprocessCells", "the last cell of a block halves the resolution");
        atLeast(1, postprocessCells, "postprocessCells", "the first cell of a block doubles the resolution");
        atLeast(0, flowsPerGroup, "flowsPerGroup", "0 is none");
        if (postprocessBlocks != preprocessBlocks) {
            throw new InvalidModelException(
                    PATH + ".postprocessBlocks", postprocessBlocks,
                    "preprocessBlocks is " + preprocessBlocks + ": the two must be equal, or images would change their size");
        }
    }

    private static void atLeast(int least, int found, String key, String why) {
        if (found < least) {
            throw new InvalidModelException(PATH + "." + key, found, "at least " + least + " is needed: " + why);
        }
    }

    private static ModelSection.Options scalars(Map<String, ?> model) {
        Map<String, Object> values = new LinkedHashMap<>(model);
        values.keySet().removeAll(SLOTS);
        for (Method option : ModelSection.Options.class.getDeclaredMethods()) {
            requireType(option, values.get(option.getName()));
        }
        return Options.of(values).as(ModelSection.Options.class);
    }

    private static void requireType(Method option, Object value) {
        boolean right = option.getReturnType() == boolean.class
                ? value instanceof Boolean
                : value instanceof Number number && number.doubleValue() == number.intValue();
        if (value != null && !right) {
            throw new InvalidModelException(
                    PATH + "." + option.getName(), value, "a value of type " + option.getReturnType() + " is expected");
        }
    }
}
