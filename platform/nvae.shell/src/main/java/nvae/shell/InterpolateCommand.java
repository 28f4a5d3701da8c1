package nvae.shell;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "interpolate", description = "Draw what lies between pairs of images in a trained model's latent space.")
final class InterpolateCommand extends ModelCommand {
    @Option(names = "--pairs", paramLabel = "N", description = "How many pairs of the split's first images, a row each. Default: 8.")
    private Integer pairs;

    @Option(names = "--steps", paramLabel = "N", description = "Images in a row, both ends' reconstructions included. Default: 10.")
    private Integer steps;

    @Mixin
    private Split split;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the files. Default: 'use' in the trial's folder.")
    private Path out;

    InterpolateCommand(Workbench workbench, Console console) {
        super(workbench, console, "interpolate");
    }

    @Override
    Map<String, Object> arguments() throws CommandException {
        requireAtLeast(1, "--pairs", pairs);
        requireAtLeast(2, "--steps", steps);
        return new Arguments().with("pairs", pairs).with("steps", steps).with("split", split.given()).with("out", resolved(out)).map();
    }
}
