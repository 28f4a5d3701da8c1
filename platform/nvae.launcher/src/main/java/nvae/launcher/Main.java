package nvae.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where a process starts: {@code worker <trial.json>} runs one trial, everything else is a command for the host, nothing is its shell. */
public final class Main {
    private static final String WORKER = "worker";

    private Main() {}

    /** Ends the process with the command's or the trial's exit status. */
    public static void main(String[] arguments) throws Exception {
        Distribution distribution = Distribution.ofThisProcess();
        int status = arguments.length == 2 && arguments[0].equals(WORKER)
                ? new WorkerProcess(distribution).run(Path.of(arguments[1]))
                : new HostProcess(distribution).run(List.copyOf(Arrays.asList(arguments)));
        System.exit(status);
    }
}
