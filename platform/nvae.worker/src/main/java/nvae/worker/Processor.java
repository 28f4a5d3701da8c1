package nvae.worker;

import java.time.Duration;

/** How much of the processor this process has used. A busy machine disturbs it less than the clock on the wall. */
final class Processor {
    private Processor() {}

    /** Nanoseconds on all cores together, to a hundredth of a second; 0 where the system does not tell. */
    static long nanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
