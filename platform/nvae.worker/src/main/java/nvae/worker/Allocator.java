package nvae.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this process takes its memory from. */
final class Allocator {
    static final String OF_THE_C_LIBRARY = "the C library's";

    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Pattern LIBRARY = Pattern.compile("/(lib(?:tcmalloc|jemalloc|mimalloc)[^/]*)$");

    private Allocator() {}

    /** File name of the allocator that was loaded, with its version, say {@code libtcmalloc_minimal.so.4.5.10}; or the C library's. */
    static String inUse() {
        return inUse(MAPS);
    }

    /** @param maps a process's, as proc(5) says */
    static String inUse(Path maps) {
        try (Stream<String> lines = Files.lines(maps)) {
            return lines.map(LIBRARY::matcher).filter(Matcher::find).map(library -> library.group(1)).findFirst().orElse(OF_THE_C_LIBRARY);
        } catch (IOException e) {
            return "unknown";
        }
    }
}
