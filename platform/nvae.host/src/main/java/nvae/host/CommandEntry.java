package nvae.host;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs the process's command line as one line of {@code nvae:nvae}, the command above all others, each argument as it was typed. Its
 * service type is the JDK's own, because the launcher outside the framework shares no other classes with a bundle.
 *
 * <p>Without arguments, the lines of standard input are run one after the other, in the shell's language; the last one gives the status.
 *
 * <p>The exit status is what the command puts into its session under {@link #STATUS}; a command that throws has status 1 and its message
 * goes to standard error.
 */
@Component(service = ToIntFunction.class, property = "nvae.entry=command")
public final class CommandEntry implements ToIntFunction<List<String>> {
    /** Session variable in which a command leaves its exit status, an {@code Integer}; 0 if there is none. */
    public static final String STATUS = "nvae.status";

    /** The command that takes a whole line, and knows what to say to one that begins with no command. */
    public static final String ROOT = "nvae:nvae";

    /** Session variable that holds the command to which Gogo gives a line that begins with none; without it, Gogo throws. */
    public static final String UNKNOWN = "default";

    private static final int FAILURE = 1;

    private final CommandProcessor processor;

    @Activate
    public CommandEntry(@Reference CommandProcessor processor) {
        this.processor = processor;
    }

    @Override
    public int applyAsInt(List<String> line) {
        // System.out is Gogo's by now and follows the thread; the process's own streams are behind the descriptors.
        InputStream in = new FileInputStream(FileDescriptor.in);
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        try (CommandSession session = processor.createSession(in, out, err)) {
            session.put("SCOPE", "nvae:*");
            session.put(UNKNOWN, session.get(ROOT));
            return line.isEmpty() ? script(session, in, err) : command(session, line, err);
        } catch (IOException e) {
            err.println(e.getMessage());
            return FAILURE;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int command(CommandSession session, List<String> line, PrintStream err) {
        if (!(session.get(ROOT) instanceof Function command)) {
            err.println("There are no commands: the bundle nvae.shell does not run. Build the workbench again.");
            return FAILURE;
        }
        return status(session, () -> command.execute(session, List.copyOf(line)), err);
    }

    private static int script(CommandSession session, InputStream in, PrintStream err) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int status = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String command = line;
            status = status(session, () -> session.execute(command), err);
        }
        return status;
    }

    private static int status(CommandSession session, Callable<Object> command, PrintStream err) {
        session.put(STATUS, null);
        try {
            command.call();
            return session.get(STATUS) instanceof Integer status ? status : 0;
        } catch (Exception e) {
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return FAILURE;
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
