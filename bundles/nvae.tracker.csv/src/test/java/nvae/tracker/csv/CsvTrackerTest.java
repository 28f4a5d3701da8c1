package nvae.tracker.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nvae.api.part.Options;
import nvae.api.training.TrackerType;
import nvae.testkit.TrackerContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTrackerTest extends TrackerContract {

    @Override
    protected TrackerType type() {
        return new CsvTracker();
    }

    @Override
    protected TreeMap<Long, Map<String, Double>> recorded(Path runFolder) throws IOException {
        List<String> lines = Files.readAllLines(runFolder.resolve("metrics.csv"));
        assertThat(lines.get(0)).isEqualTo("step,name,value");
        TreeMap<Long, Map<String, Double>> found = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            found.computeIfAbsent(Long.parseLong(fields[0]), step -> new HashMap<>()).put(fields[1], Double.parseDouble(fields[2]));
        }
        return found;
    }

    @Test
    void aLineThatACrashCutIsDroppedOnResuming(@TempDir Path folder) throws IOException {
        type().open(folder, Map.of(), 0, Options.none()).close();
        Files.writeString(folder.resolve("metrics.csv"), "1,nelbo,5.0\n2,nel", StandardOpenOption.APPEND);
        type().open(folder, Map.of(), 2, Options.none()).close();
        assertThat(recorded(folder)).isEqualTo(Map.of(1L, Map.of("nelbo", 5.0)));
    }

    @Test
    void neverWritesOutsideTheRunFolder(@TempDir Path folder) {
        Options outside = Options.of("file", "../elsewhere.csv");
        assertThatThrownBy(() -> type().open(folder.resolve("run"), Map.of(), 0, outside)).hasMessageContaining("inside the run folder");
    }
}
