package nvae.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nvae.study.run.Assignment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "fid",
        description = "Measure the Fréchet distance between the features of a trained model's samples and of images, with a feature"
                + " extractor of your own: the Fréchet Inception Distance, if that is an Inception network.")
final class FidCommand extends ModelCommand {
    private static final int FEW = 10_000;

    enum Pixels { SAMPLE, MEAN }

    @Option(
            names = "--extractor",
            paramLabel = "FILE",
            required = true,
            description = "The network: TorchScript (.pt), ONNX (.onnx), or MXNet (NAME-symbol.json beside NAME-0000.params). It takes images"
                    + " [N,C,H,W] and gives [N,...], which is flattened to vectors.")
    private Path extractor;

    @Option(names = "--samples", paramLabel = "N", description = "How many samples. Distances of different numbers cannot be compared. Default: 10000.")
    private Integer samples;

    @Option(names = "--images", paramLabel = "N", description = "How many of the split's first images; 0 for all. Default: 0.")
    private Integer images;

    @Option(names = "--split", paramLabel = "SPLIT", description = "test or train images. Default: train.")
    private Split.Name split;

    @Option(names = "--size", paramLabel = "N", description = "Resize images to N x N for the extractor, 299 for Inception. Default: as they are.")
    private Integer size;

    @Option(names = "--channels", paramLabel = "C", description = "Channels that the extractor wants: 3 repeats grey images. Default: as they are.")
    private Integer channels;

    @Option(
            names = "--range",
            paramLabel = "LOW,HIGH",
            split = ",",
            arity = "1",
            description = "What the extractor expects for black and white, as in --range=-1,1. Default: 0,1.")
    private List<Double> range;

    @Option(
            names = "--pixels",
            paramLabel = "WHICH",
            description = "sample: pixels drawn from p(x|z), against images as the model is trained on; mean: mean images, against brightness."
                    + " Default: sample.")
    private Pixels pixels;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            split = ",",
            description = "Of the priors, as for `sample`. Default: as the trial's configuration says.")
    private List<Double> temperature;

    @Option(names = "--readjust", paramLabel = "N", description = "As for `sample`. Default: as the trial's configuration says.")
    private Integer readjust;

    FidCommand(Workbench workbench, Console console) {
        super(workbench, console, "fid");
    }

    @Override
    Map<String, Object> arguments() throws CommandException {
        requireAtLeast(2, "--samples", samples);
        requireAtLeast(0, "--images", images);
        requireAtLeast(1, "--size", size);
        requireAtLeast(1, "--channels", channels);
        requireAtLeast(0, "--readjust", readjust);
        requireNotNegative("--temperature", temperature);
        if (range != null && (range.size() != 2 || range.get(0) >= range.get(1))) {
            throw new CommandException("--range takes two numbers, black's before white's: --range=-1,1.");
        }
        String engine = engine();
        return new Arguments()
                .with("extractor", resolved(extractor)).with("extractorEngine", engine)
                .with(Assignment.ENGINES, List.of(engine)).with(Assignment.COMPUTES_IN_JAVA, true)
                .with("samples", samples).with("images", images).with("split", split == null ? null : Words.name(split))
                .with("size", size).with("channels", channels)
                .with("low", range == null ? null : range.get(0)).with("high", range == null ? null : range.get(1))
                .with("pixels", pixels == null ? null : Words.name(pixels))
                .with("temperature", temperature).with("readjust", readjust).map();
    }

    /** The engine that reads such files. */
    private String engine() throws CommandException {
        Path file = console().resolve(extractor);
        if (!Files.isRegularFile(file)) {
            throw new CommandException("There is no feature extractor " + file + ".");
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith("-symbol.json")) {
            return "mxnet";
        }
        if (name.endsWith(".pt") || name.endsWith(".pth")) {
            return "pytorch";
        }
        if (name.endsWith(".onnx")) {
            return "onnxruntime";
        }
        throw new CommandException(file.getFileName() + " is no feature extractor that can be read: its name must end in .pt (TorchScript),"
                + " .onnx (ONNX) or -symbol.json (MXNet).");
    }

    @Override
    void print(Map<String, Object> result) {
        console().out().println("FID " + number(result, "fid") + ": " + number(result, "samples") + " samples against "
                + number(result, "images") + " " + result.get("split") + " images, " + number(result, "features") + " features"
                + (result.get("pixels").equals("mean") ? ", mean images" : ""));
        console().out().println("extractor  SHA-256 " + result.get("extractorSha256"));
        console().out().println("images     " + result.get("statistics") + (Boolean.TRUE.equals(result.get("statisticsKnown")) ? ", known already" : ""));
        double features = ((Number) result.get("features")).doubleValue();
        for (String which : List.of("samples", "images")) {
            double count = ((Number) result.get(which)).doubleValue();
            if (count < Math.max(FEW, features)) {
                console().err().println("Only " + number(result, which) + " " + which + ": the distance is biased upwards. The field takes 50000;"
                        + " compare only distances with equal numbers.");
                break;
            }
        }
    }

    private static String number(Map<String, Object> result, String name) {
        return Words.number(((Number) result.get(name)).doubleValue());
    }
}
