package nvae.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A study's {@code table.csv}, digit for digit. */
final class ResultTable {
    /** What depends on how busy the machine was. */
    private static final Set<String> MEASURED = Set.of("seconds", "secondsPerStep", "imagesPerSecond", "peakMemoryBytes");

    private ResultTable() {}

    /** The rows, headings first, without what depends on how busy the machine was. */
    static List<List<String>> of(Path study) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(study.resolve("table.csv"))) {
            rows.add(Arrays.asList(line.split(",", -1)));
        }
        List<String> headings = rows.get(0);
        return rows.stream()
                .map(row -> headings.stream()
                        .filter(heading -> MEASURED.stream().noneMatch(heading::contains))
                        .map(heading -> row.get(headings.indexOf(heading)))
                        .toList())
                .toList();
    }
}
