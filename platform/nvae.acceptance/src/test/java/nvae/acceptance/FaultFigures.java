package nvae.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of each round: a line of a CSV file, and a table at the end. */
final class FaultFigures {
    private final Path file;
    private final Map<String, List<Double>> secondsByFault = new TreeMap<>();

    FaultFigures(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        Files.writeString(file, "round,fault,moment,finishedBefore,secondsToRecover\n");
    }

    int rounds() {
        return secondsByFault.values().stream().mapToInt(List::size).sum();
    }

    void recovered(Fault fault, Moment moment, int finishedBefore, Duration time) throws IOException {
        double seconds = time.toMillis() / 1e3;
        secondsByFault.computeIfAbsent(fault.title(), title -> new ArrayList<>()).add(seconds);
        String line = String.format(Locale.ROOT, "%d,\"%s\",%s,%d,%.3f%n", rounds(), fault.title(), moment, finishedBefore, seconds);
        Files.writeString(file, line, StandardOpenOption.APPEND);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format("%n%-34s %6s %9s %9s%n", "fault", "rounds", "median s", "worst s"));
        secondsByFault.forEach((title, seconds) -> {
            List<Double> sorted = seconds.stream().sorted().toList();
            table.append(String.format(Locale.ROOT, "%-34s %6d %9.1f %9.1f%n",
                    title, sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1)));
        });
        return table.toString();
    }
}
