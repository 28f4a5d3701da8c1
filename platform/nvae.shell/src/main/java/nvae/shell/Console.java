package nvae.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;

/**
 * Where a command was typed.
 *
 * @param out takes results
 * @param err takes errors and warnings
 * @param here what relative paths are relative to
 * @param terminal opens the terminal that results go to; empty if they go elsewhere, or it cannot move its cursor
 */
record Console(PrintWriter out, PrintWriter err, Path here, Map<String, String> environment, Supplier<Optional<Terminal>> terminal) {
    /** The same, for a person who reads beside a program: everything goes where errors go. */
    Console withoutOut() {
        return new Console(err, err, here, environment, Optional::empty);
    }

    /** A path that was typed. */
    Path resolve(Path typed) {
        return here.resolve(typed).normalize();
    }
}
