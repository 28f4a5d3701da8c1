package nvae.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nvae.api.cell.Resampling;
import nvae.api.distribution.FlowType;
import nvae.api.layer.Chain;
import nvae.api.layer.Convolution;
import nvae.api.part.PartRef;
import nvae.api.part.Parts;
import nvae.model.tower.Decoder;
import nvae.model.tower.DecoderCombiner;
import nvae.model.tower.DecoderTower;
import nvae.model.tower.Elu;
import nvae.model.tower.EncoderCombiner;
import nvae.model.tower.EncoderTower;
import nvae.model.tower.FlowChain;
import nvae.model.tower.PlainDecoder;

/** Turns a configuration into the blocks of a model: which cells and combiners stand where, and how many channels they have. */
final class Architecture {
    private final Parts parts;
    private final ModelConfiguration configuration;
    private final Hierarchy hierarchy;
    private final int imageChannels;
    private final int latentParameters;
    private final int imageParameters;
    private final Place preprocess;
    private final Place encoder;
    private final Place decoder;
    private final Place postprocess;

    /**
     * The architecture of a model.
     *
     * @param latentParameters channels that a sampler has: parameters of a latent variable, times latent channels
     * @param imageParameters channels that the image head has
     */
    Architecture(
            Parts parts, ModelConfiguration configuration, Hierarchy hierarchy, int imageChannels, int latentParameters,
            int imageParameters) {
        this.parts = parts;
        this.configuration = configuration;
        this.hierarchy = hierarchy;
        this.imageChannels = imageChannels;
        this.latentParameters = latentParameters;
        this.imageParameters = imageParameters;
        preprocess = place("preprocess", "down", configuration.preprocess());
        encoder = place("encoder", "down", configuration.encoder());
        decoder = place("decoder", "up", configuration.decoder());
        postprocess = place("postprocess", "up", configuration.postprocess());
    }

    Components components() {
        Hierarchy.Group top = hierarchy.groups().get(0);
        int encoderTop = encoderChannels(top);
        return new Components(
                new Shape(decoderChannels(top), top.height(), top.width()),
                convolution(imageChannels, configuration.encoderChannels(), 3),
                preprocess(),
                encoderTower(),
                eluThen(convolution(encoderTop, encoderTop, 1)).then("elu", new Elu()),
                hierarchy.groups().stream().map(group -> convolution(encoderChannels(group), latentParameters, 3)).toList(),
                hierarchy.groups().stream().skip(1)
                        .map(group -> eluThen(convolution(decoderChannels(group), latentParameters, 1))).toList(),
                flows(),
                hierarchy.plain() ? plainDecoder() : decoderTower(),
                postprocess(),
                eluThen(convolution(configuration.decoderChannels(), imageParameters, 3)));
    }

    private Chain preprocess() {
        Chain cells = new Chain();
        int channels = configuration.encoderChannels();
        for (int block = 0; block < configuration.preprocessBlocks(); block++) {
            for (int cell = 1; cell < configuration.preprocessCells(); cell++) {
                cells.then("block" + block + "cell" + cell, preprocess.cell(channels, Resampling.NONE));
            }
            cells.then("block" + block + "down", preprocess.cell(channels, Resampling.DOWN));
            channels = Resampling.DOWN.outChannels(channels);
        }
        return cells;
    }

    private EncoderTower encoderTower() {
        EncoderTower tower = new EncoderTower();
        if (hierarchy.plain()) {
            return tower;
        }
        for (int index = hierarchy.size() - 1; index >= 0; index--) {
            Hierarchy.Group group = hierarchy.groups().get(index);
            int channels = encoderChannels(group);
            for (int cell = 0; cell < configuration.encoderCellsPerGroup(); cell++) {
                tower.cell("group" + index + "cell" + cell, encoder.cell(channels, Resampling.NONE));
            }
            if (index > 0) {
                EncoderCombiner combiner = new EncoderCombiner(channels, decoderChannels(group), configuration.weightNorm());
                tower.combiner("group" + index + "combiner", combiner);
            }
            if (index > 0 && group.firstOfScale()) {
                tower.cell("down" + group.scale(), encoder.cell(channels, Resampling.DOWN));
            }
        }
        return tower;
    }

    private Decoder decoderTower() {
        DecoderTower tower = new DecoderTower(configuration.latentChannels());
        for (Hierarchy.Group group : hierarchy.groups()) {
            int index = group.index();
            int channels = decoderChannels(group);
            if (index > 0 && group.firstOfScale()) {
                tower.cell("up" + group.scale(), decoder.cell(Resampling.DOWN.outChannels(channels), Resampling.UP));
            }
            for (int cell = 0; index > 0 && cell < configuration.decoderCellsPerGroup(); cell++) {
                tower.cell("group" + index + "cell" + cell, decoder.cell(channels, Resampling.NONE));
            }
            tower.combiner("group" + index + "combiner", new DecoderCombiner(channels, group.channels(), configuration.weightNorm()));
        }
        return tower;
    }

    private Decoder plainDecoder() {
        Hierarchy.Group group = hierarchy.groups().get(0);
        return new PlainDecoder(group.channels(), decoderChannels(group), configuration.weightNorm());
    }

    private Chain postprocess() {
        Chain cells = new Chain();
        int channels = configuration.decoderChannels() << configuration.postprocessBlocks();
        for (int block = 0; block < configuration.postprocessBlocks(); block++) {
            cells.then("block" + block + "up", postprocess.cell(channels, Resampling.UP));
            channels = Resampling.UP.outChannels(channels);
            for (int cell = 1; cell < configuration.postprocessCells(); cell++) {
                cells.then("block" + block + "cell" + cell, postprocess.cell(channels, Resampling.NONE));
            }
        }
        return cells;
    }

    private List<FlowChain> flows() {
        return configuration.flow().stream().flatMap(this::flows).toList();
    }

    private Stream<FlowChain> flows(PartRef ref) {
        FlowType type = InvalidModelException.at("model.flow", () -> ref.in(parts, FlowType.class, FlowType.KIND));
        return hierarchy.groups().stream().map(group -> new FlowChain(IntStream.range(0, configuration.flowsPerGroup())
                .mapToObj(flow -> InvalidModelException.at(
                        "model.flow", () -> type.create(group.channels(), encoderChannels(group), ref.options())))
                .toList()));
    }

    private Place place(String name, String resampling, PlaceConfiguration place) {
        CellPlace normal = new CellPlace(parts, name, place.normal(), configuration.weightNorm());
        return new Place(normal, place.resampling().equals(place.normal())
                ? normal
                : new CellPlace(parts, name + "." + resampling, place.resampling(), configuration.weightNorm()));
    }

    /** Makes the cells of one place, those that keep the resolution and those that do not. */
    private record Place(CellPlace normal, CellPlace resampled) {
        Block cell(int channels, Resampling resampling) {
            return (resampling == Resampling.NONE ? normal : resampled).cell(channels, resampling);
        }
    }

    private static Chain eluThen(Convolution convolution) {
        return new Chain().then("elu", new Elu()).then("convolution", convolution);
    }

    private Convolution convolution(int in, int out, int kernel) {
        return Convolution.of(in, out, kernel).weightNorm(configuration.weightNorm()).build();
    }

    private int encoderChannels(Hierarchy.Group group) {
        return configuration.encoderChannels() << halvings(group);
    }

    private int decoderChannels(Hierarchy.Group group) {
        return configuration.decoderChannels() << halvings(group);
    }

    private int halvings(Hierarchy.Group group) {
        return configuration.preprocessBlocks() + configuration.scales() - 1 - group.scale();
    }
}
