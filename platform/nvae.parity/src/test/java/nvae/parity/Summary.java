package nvae.parity;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came of every case, by file. */
final class Summary {
    private static final class OfFile {
        private final TreeSet<String> reproduced = new TreeSet<>();
        private final TreeSet<String> failed = new TreeSet<>();
        private final TreeSet<String> notCovered = new TreeSet<>();
        private int arrays;
    }

    private final Map<String, OfFile> files = new TreeMap<>();

    void notCovered(String file, String caseName) {
        of(file).notCovered.add(caseName);
    }

    /** Counts the case as failed, until it is reported as reproduced. */
    void failed(String file, String caseName) {
        of(file).failed.add(caseName);
    }

    void reproduced(String file, String caseName, int arrays) {
        of(file).failed.remove(caseName);
        of(file).reproduced.add(caseName);
        of(file).arrays += arrays;
    }

    private OfFile of(String file) {
        return files.computeIfAbsent(file, name -> new OfFile());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Golden parity\n");
        files.forEach((name, file) -> {
            text.append(String.format("  %-28s %3d cases reproduced (%d arrays), %d failed, %d not covered%n",
                    name, file.reproduced.size(), file.arrays, file.failed.size(), file.notCovered.size()));
            append(text, "failed", file.failed);
            append(text, "not covered", file.notCovered);
        });
        return text.append(Tolerance.exceptions()).toString();
    }

    private static void append(StringBuilder text, String what, TreeSet<String> cases) {
        if (!cases.isEmpty()) {
            text.append("      ").append(what).append(": ").append(String.join(", ", cases)).append('\n');
        }
    }
}
