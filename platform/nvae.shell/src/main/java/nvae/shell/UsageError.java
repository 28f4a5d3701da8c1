package nvae.shell;

import java.io.PrintWriter;
import nvae.study.manifest.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A line that is no command: what is wrong with it, what is near, where to read more. */
final class UsageError implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] line) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        if (e instanceof UnmatchedArgumentException unmatched && command.getParent() == null && !unmatched.isUnknownOption()) {
            String word = unmatched.getUnmatched().get(0);
            err.println("There is no command '" + word + "'. " + Nearest.sentence(word, command.getSubcommands().keySet()));
            return CommandLine.ExitCode.USAGE;
        }
        err.println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.print("Usage: " + command.getHelp().synopsis(0));
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }
}
