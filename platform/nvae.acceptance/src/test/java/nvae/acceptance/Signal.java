package nvae.acceptance;

import java.io.IOException;

/** Signals that Java cannot send itself. */
final class Signal {
    private Signal() {}

    /** Sends a signal by its name, {@code FPE}; nothing happens if the process is gone. */
    static void send(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }
}
