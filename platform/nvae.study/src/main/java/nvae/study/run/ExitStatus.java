package nvae.study.run;

import java.util.Map;

/** Exit statuses in words. */
final class ExitStatus {
    private static final int BY_SIGNAL = 128;
    /** The worker's way to say so, after the system's ENOMEM. */
    private static final int OUT_OF_MEMORY = 12;
    private static final Map<Integer, String> SIGNALS = Map.of(
            2, "was interrupted (SIGINT)",
            4, "died of an illegal instruction (SIGILL): its engine does not fit this processor",
            6, "crashed inside its engine (SIGABRT)",
            8, "crashed inside its engine (SIGFPE)",
            9, "was killed (SIGKILL): by somebody, or by the system because memory ran out",
            11, "crashed inside its engine (SIGSEGV)",
            15, "was ended (SIGTERM)");

    private ExitStatus() {}

    /** What happened, to follow "the worker". */
    static String describe(int status) {
        if (status == 0) {
            return "ended without a result";
        }
        if (status == OUT_OF_MEMORY) {
            return "ran out of memory; fewer trials side by side (--slots) or a smaller training.batchSize need less";
        }
        return SIGNALS.getOrDefault(status - BY_SIGNAL, "ended with status " + status);
    }
}
