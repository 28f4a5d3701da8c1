package nvae.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where a process starts: {@code worker <trial.json>} runs one trial, {@code engine-check <engine>} loads an engine, everything else is a
 * command for the host, nothing is its shell.
 */
public final class Main {
    private static final String WORKER = "worker";
    private static final String ENGINE_CHECK = "engine-check";

    private Main() {}

    /** Ends the process with the command's or the trial's exit status. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(Distribution.ofThisProcess(), List.copyOf(Arrays.asList(arguments))));
    }

    private static int run(Distribution distribution, List<String> arguments) throws Exception {
        if (arguments.size() == 2 && arguments.get(0).equals(WORKER)) {
            return new WorkerProcess(distribution).run(Path.of(arguments.get(1)));
        }
        if (arguments.size() == 2 && arguments.get(0).equals(ENGINE_CHECK)) {
            return EngineCheck.run(arguments.get(1), System.out);
        }
        return new HostProcess(distribution).run(arguments);
    }
}
