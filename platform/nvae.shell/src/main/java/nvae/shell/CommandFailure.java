package nvae.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import nvae.api.part.UnknownPartException;
import nvae.study.ledger.LedgerException;
import nvae.study.manifest.ManifestException;
import nvae.study.run.RunException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A command that failed: one message, for the person who typed it. */
final class CommandFailure implements IExecutionExceptionHandler {
    private final RootCommand root;

    CommandFailure(RootCommand root) {
        this.root = root;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult line) {
        PrintWriter err = command.getErr();
        err.println(message(e));
        if (root.debug()) {
            e.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String message(Exception e) {
        if (e instanceof CommandException || e instanceof ManifestException || e instanceof RunException || e instanceof LedgerException
                || e instanceof UnknownPartException) {
            return e.getMessage();
        }
        if (e instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile() + ".";
        }
        if (e instanceof AccessDeniedException denied) {
            return "No right to use " + denied.getFile() + ". Change its rights, or choose another place.";
        }
        if (e instanceof InterruptedException) {
            return "Stopped.";
        }
        if (e instanceof IOException && e.getMessage() != null) {
            return e.getMessage();
        }
        return "This should not happen: " + e + ". Run it again with --debug and report what it says.";
    }
}
