package nvae.worker;

import java.io.PrintStream;
import java.nio.file.Path;
import nvae.api.part.Parts;

/** Does what a host asks of a worker. One call a process. */
public interface TrialWorker {
    /**
     * Runs to the end.
     *
     * @param trialJson the assignment; its folder is the run folder
     * @param parts the parts of this process
     * @param events takes one JSON object a line; the host reads it
     * @return the exit status: 0 done, 3 failed for good; anything else is a crash, to be tried again from the last check-point
     */
    int run(Path trialJson, Parts parts, PrintStream events);
}
