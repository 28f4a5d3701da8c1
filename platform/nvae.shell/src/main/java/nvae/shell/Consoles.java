package nvae.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Consoles of sessions. */
final class Consoles {
    /** Where Gogo's interactive shell keeps its terminal. */
    private static final String TERMINAL = ".terminal";

    private Consoles() {}

    /** The console of a session: the interactive shell's, or that of a process that runs one command. */
    static Console of(CommandSession session) {
        return new Console(writer(session.getConsole()), writer(System.err), session.currentDir().toAbsolutePath(), System.getenv(),
                () -> terminal(session));
    }

    /** A console that nobody reads, for asking commands about themselves. */
    static Console nowhere() {
        PrintWriter nothing = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(nothing, nothing, Path.of("").toAbsolutePath(), Map.of(), Optional::empty);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static Optional<Terminal> terminal(CommandSession session) {
        if (session.get(TERMINAL) instanceof Terminal terminal) {
            return Optional.of(terminal).filter(Consoles::movesItsCursor);
        }
        // The JVM has a console only if both ends of it are a terminal; a person who pipes results away gets lines.
        if (System.console() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(TerminalBuilder.builder().system(true).dumb(true).build()).filter(Consoles::movesItsCursor);
        } catch (IOException noTerminal) {
            return Optional.empty();
        }
    }

    private static boolean movesItsCursor(Terminal terminal) {
        return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
