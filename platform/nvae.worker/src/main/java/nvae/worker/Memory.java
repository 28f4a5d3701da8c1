package nvae.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has used. */
final class Memory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String HIGH_WATER_MARK = "VmHWM:";
    private static final String RESIDENT = "VmRSS:";

    private Memory() {}

    /** The most memory that was ever resident, engine included, in bytes; 0 where the system does not tell. */
    static long peakBytes() {
        return bytes(HIGH_WATER_MARK);
    }

    /** The memory that is resident now, engine included, in bytes; 0 where the system does not tell. */
    static long residentBytes() {
        return bytes(RESIDENT);
    }

    private static long bytes(String what) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(what))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
