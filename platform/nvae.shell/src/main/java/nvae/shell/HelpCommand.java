package nvae.shell;

import java.util.concurrent.Callable;
import nvae.study.manifest.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Show the commands, or one command's arguments and options.")
final class HelpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command.")
    private String command;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.parent().commandLine();
        CommandLine asked = command == null ? root : root.getSubcommands().get(command);
        if (asked == null) {
            throw new ParameterException(spec.commandLine(),
                    "There is no command '" + command + "'. " + Nearest.sentence(command, root.getSubcommands().keySet()));
        }
        asked.usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
