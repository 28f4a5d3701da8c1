package nvae.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "sample", description = "Draw images from a trained model.")
final class SampleCommand extends ModelCommand {
    @Option(names = "--count", paramLabel = "N", description = "How many images. Default: as the trial's configuration says.")
    private Integer count;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            split = ",",
            description = "What the prior's standard deviations are multiplied with; less than 1 gives smoother images. One number, or one"
                    + " for each group with commas between them, the smallest resolution first. Default: as the"
                    + " trial's configuration says.")
    private List<Double> temperature;

    @Option(
            names = "--pixels",
            paramLabel = "T",
            description = "Draw pixels from the likelihood, its noise times T, instead of showing the mean image of each sample.")
    private Double pixels;

    @Option(
            names = "--readjust",
            paramLabel = "N",
            description = "Readjust batch-norm statistics with so many batches of samples first; 0 for none. Below temperature 1 it helps."
                    + " They are kept for later commands. Default: as the trial's configuration says.")
    private Integer readjust;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the images. Default: 'use' in the trial's folder.")
    private Path out;

    SampleCommand(Workbench workbench, Console console) {
        super(workbench, console, "sample");
    }

    @Override
    Map<String, Object> arguments() throws CommandException {
        requireAtLeast(1, "--count", count);
        requireAtLeast(0, "--readjust", readjust);
        requireNotNegative("--temperature", temperature);
        requireNotNegative("--pixels", pixels == null ? null : List.of(pixels));
        return new Arguments().with("count", count).with("temperature", temperature).with("pixels", pixels).with("readjust", readjust)
                .with("out", resolved(out)).map();
    }

    @Override
    void print(Map<String, Object> result) {
        super.print(result);
        if (result.get("notFinite") instanceof Number spoilt && spoilt.intValue() > 0) {
            console().err().println(Words.several(spoilt.longValue(), "image") + " of " + result.get("images")
                    + " have values that are not finite (black). Lower --temperature, or try --readjust 100.");
        }
    }
}
