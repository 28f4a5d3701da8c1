package nvae.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "traverse",
        description = "Draw what one group of latent variables changes: each row begins with an image's reconstruction; in the others of"
                + " the row, the group is drawn from its prior, and all other groups stay.")
final class TraverseCommand extends ModelCommand {
    @Option(names = "--group", paramLabel = "G", required = true, description = "The group; 0 is the one at the smallest resolution.")
    private Integer group;

    @Option(names = "--images", paramLabel = "N", description = "How many of the split's first images, a row each. Default: 8.")
    private Integer images;

    @Option(names = "--steps", paramLabel = "N", description = "Images in a row. Default: 10.")
    private Integer steps;

    @Option(names = "--temperature", paramLabel = "T", description = "What the prior's standard deviation is multiplied with. Default: 1.")
    private Double temperature;

    @Option(
            names = "--readjust",
            paramLabel = "N",
            description = "Readjust batch-norm statistics with so many batches of samples at that temperature first; 0 for none."
                    + " Default: as the trial's configuration says.")
    private Integer readjust;

    @Mixin
    private Split split;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the files. Default: 'use' in the trial's folder.")
    private Path out;

    TraverseCommand(Workbench workbench, Console console) {
        super(workbench, console, "traverse");
    }

    @Override
    Map<String, Object> arguments() throws CommandException {
        requireAtLeast(0, "--group", group);
        requireAtLeast(1, "--images", images);
        requireAtLeast(2, "--steps", steps);
        requireAtLeast(0, "--readjust", readjust);
        requireNotNegative("--temperature", temperature == null ? null : List.of(temperature));
        return new Arguments().with("group", group).with("images", images).with("steps", steps).with("temperature", temperature)
                .with("readjust", readjust).with("split", split.given()).with("out", resolved(out)).map();
    }
}
