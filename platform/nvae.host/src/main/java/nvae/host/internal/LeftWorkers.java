package nvae.host.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Workers that a dead host left behind. A worker ends when its host's end of a pipe closes, but one that has been stopped (SIGSTOP, a
 * frozen container) cannot: continued later, it would write into a run folder that another worker has by then.
 */
final class LeftWorkers {
    private static final int SECONDS_TO_END = 10;

    private LeftWorkers() {}

    /**
     * Ends every worker of this machine that was told to train this trial. The caller holds the study's lock, so none of them has a host.
     *
     * @throws IOException if one does not end
     */
    static void end(Path trialFile) throws IOException {
        if (!Files.exists(trialFile)) {
            return;
        }
        for (ProcessHandle left : ProcessHandle.allProcesses().filter(process -> trains(process, trialFile)).toList()) {
            left.destroyForcibly();
            try {
                left.onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("a dead host left the worker " + left.pid() + " with " + trialFile + ", and it does not end: end it", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the worker " + left.pid() + " ends, which a dead host left", e);
            }
        }
    }

    /** Java gives a process's arguments only up to one page; where a JVM's are longer, the last one, which counts, would be missing. */
    private static boolean trains(ProcessHandle process, Path trialFile) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
            List<String> arguments = List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
            int worker = arguments.size() - 2;
            return worker > 0 && arguments.get(worker - 1).equals(LocalLauncher.PROGRAM) && arguments.get(worker).equals(LocalLauncher.WORKER)
                    && Files.isSameFile(Path.of(arguments.get(worker + 1)), trialFile);
        } catch (IOException gone) {
            return false;
        }
    }
}
