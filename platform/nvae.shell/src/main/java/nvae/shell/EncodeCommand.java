package nvae.shell;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "encode",
        description = "Write the latent variables of a dataset's images as an npz file: z0, z1, ... as numpy.load names them.")
final class EncodeCommand extends ModelCommand {
    @Mixin
    private Split split;

    @Option(names = "--sampled", description = "A sample of the posterior instead of its mean.")
    private boolean sampled;

    @Option(names = "--out", paramLabel = "FILE", description = "The file. Default: 'use/latents.npz' in the trial's folder.")
    private Path out;

    EncodeCommand(Workbench workbench, Console console) {
        super(workbench, console, "encode");
    }

    @Override
    Map<String, Object> arguments() {
        return new Arguments().with("split", split.given()).with("sampled", sampled).with("out", resolved(out)).map();
    }
}
