package nvae.host.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Workers take their memory from tcmalloc where the system has it. The C library's malloc keeps all big chunks that are free in one sorted
 * list, and walks along it for each new array: 7.5 % of the time of the thread that calls the engine (docs/performance.md).
 *
 * @param folders that are looked into for the library, the first ones first
 * @param environment the host's
 */
record TcMalloc(List<Path> folders, Map<String, String> environment) {
    static final String PRELOAD = "LD_PRELOAD";
    static final String REPORT = "TCMALLOC_LARGE_ALLOC_REPORT_THRESHOLD";
    static final String THREAD_CACHES = "TCMALLOC_MAX_TOTAL_THREAD_CACHE_BYTES";

    /** The smaller library has no profiler of its own, and is what was measured. */
    private static final List<String> LIBRARIES = List.of("libtcmalloc_minimal.so.4", "libtcmalloc.so.4");

    /** Bytes; no array is as big. Left alone, tcmalloc reports each array of a gigabyte in the worker's log. */
    private static final String NEVER = String.valueOf(Long.MAX_VALUE);

    /** Bytes that threads may hold back for themselves, together; 32 MB if left alone, which is of no use for arrays. */
    private static final String FEW = String.valueOf(4 << 20);

    private static final Map<String, String> TRIPLES = Map.of("amd64", "x86_64-linux-gnu", "aarch64", "aarch64-linux-gnu");

    /** What this machine has; nothing elsewhere than on Linux. */
    static TcMalloc ofThisMachine() {
        String triple = TRIPLES.get(System.getProperty("os.arch"));
        if (triple == null || !System.getProperty("os.name").equals("Linux")) {
            return new TcMalloc(List.of(), System.getenv());
        }
        return new TcMalloc(
                List.of(Path.of("/usr/lib", triple), Path.of("/usr/lib64"), Path.of("/usr/lib"), Path.of("/usr/local/lib")), System.getenv());
    }

    /** What a worker's environment gets. Nothing if {@code LD_PRELOAD} is set already, be it empty. */
    Map<String, String> settings() {
        if (environment.containsKey(PRELOAD)) {
            return Map.of();
        }
        return library()
                .map(library -> Map.of(
                        PRELOAD, library.toString(),
                        REPORT, environment.getOrDefault(REPORT, NEVER),
                        THREAD_CACHES, environment.getOrDefault(THREAD_CACHES, FEW)))
                .orElse(Map.of());
    }

    /** What workers take their memory from, for a person. */
    String inWords() {
        if (environment.containsKey(PRELOAD)) {
            String preloaded = environment.get(PRELOAD);
            return preloaded.isEmpty() ? "the C library's, as LD_PRELOAD is set to nothing" : "as LD_PRELOAD says: " + preloaded;
        }
        return library()
                .map(Path::toString)
                .orElse("the C library's; training is faster with tcmalloc (Debian, Ubuntu: apt-get install libtcmalloc-minimal4)");
    }

    private Optional<Path> library() {
        return LIBRARIES.stream().flatMap(name -> folders.stream().map(folder -> folder.resolve(name))).filter(Files::isRegularFile).findFirst();
    }
}
