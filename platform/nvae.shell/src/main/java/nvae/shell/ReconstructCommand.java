package nvae.shell;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "reconstruct", description = "Draw images, each left of what a trained model makes of it.")
final class ReconstructCommand extends ModelCommand {
    @Option(names = "--count", paramLabel = "N", description = "How many images, the split's first. Default: 32.")
    private Integer count;

    @Mixin
    private Split split;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the files. Default: 'use' in the trial's folder.")
    private Path out;

    ReconstructCommand(Workbench workbench, Console console) {
        super(workbench, console, "reconstruct");
    }

    @Override
    Map<String, Object> arguments() throws CommandException {
        requireAtLeast(1, "--count", count);
        return new Arguments().with("count", count).with("split", split.given()).with("out", resolved(out)).map();
    }
}
