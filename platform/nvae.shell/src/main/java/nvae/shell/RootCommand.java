package nvae.shell;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands share. */
@Command(
        name = "nvae",
        synopsisSubcommandLabel = "COMMAND",
        description = "Ablation studies of deep hierarchical VAEs, composed from plug-ins.",
        footer = {
            "",
            "Before the command, --plugins DIR takes plug-ins from this folder instead of the project's 'plugins'.",
            "Without a command, the interactive shell opens. Begin with: nvae run experiments/quickstart.yaml"
        })
final class RootCommand implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where in the program an error came from.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    boolean debug() {
        return debug;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
