package nvae.parity;

import ai.djl.engine.Engine;
import java.util.Locale;
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
        private double worstRelative;
        private Deviation worst = Deviation.NONE;
    }

    private final Map<String, OfFile> files = new TreeMap<>();

    void notCovered(String file, String caseName) {
        of(file).notCovered.add(caseName);
    }

    /** Counts the case as failed, until it is reported as reproduced. */
    void failed(String file, String caseName) {
        of(file).failed.add(caseName);
    }

    void reproduced(String file, String caseName) {
        of(file).failed.remove(caseName);
        of(file).reproduced.add(caseName);
    }

    /** What was compared in a case, whether it is reproduced or not. */
    void compared(String file, int arrays, Deviation worst, double worstRelative) {
        OfFile sums = of(file);
        sums.arrays += arrays;
        sums.worst = sums.worst.or(worst);
        sums.worstRelative = Math.max(sums.worstRelative, worstRelative);
    }

    private OfFile of(String file) {
        return files.computeIfAbsent(file, name -> new OfFile());
    }

    @Override
    public String toString() {
        Engine engine = Engine.getInstance();
        StringBuilder text = new StringBuilder(String.format("Golden parity on %s %s, %s%n",
                engine.getEngineName(), engine.getVersion(), engine.defaultDevice()));
        files.forEach((name, file) -> {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-28s %3d cases reproduced (%d arrays), %d failed, %d not covered; worst relative error %.1e; nearest to its tolerance, at %.2f: %s%n",
                    name, file.reproduced.size(), file.arrays, file.failed.size(), file.notCovered.size(),
                    file.worstRelative, file.worst.ofTolerance(), file.worst.array()));
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
