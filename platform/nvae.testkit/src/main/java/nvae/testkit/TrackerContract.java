package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nvae.api.part.Options;
import nvae.api.training.Tracker;
import nvae.api.training.TrackerType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every tracker must do. A tracker's test extends this and reads back what was written. */
public abstract class TrackerContract {
    private static final Map<String, Object> CONFIGURATION = Map.of("model", Map.of("scales", 2));

    @TempDir
    Path folder;

    /** The tracker under test. */
    protected abstract TrackerType type();

    /** What the tracker recorded below the folder: step to name to value. */
    protected abstract TreeMap<Long, Map<String, Double>> recorded(Path runFolder) throws IOException;

    @Test
    void recordsEveryNumberUnderItsStep() throws IOException {
        write(0, List.of(1L, 2L, 3L));
        TreeMap<Long, Map<String, Double>> found = recorded(folder);
        assertThat(found.keySet()).containsExactly(1L, 2L, 3L);
        assertThat(found.get(2L)).containsEntry("nelbo", 1002.0).containsEntry("kl", 0.25);
    }

    @Test
    void takesNamesThatComeLater() throws IOException {
        try (Tracker tracker = type().open(folder, CONFIGURATION, 0, Options.none())) {
            tracker.scalars(1, Map.of("nelbo", 7.0));
            tracker.scalars(2, Map.of("nelbo", 6.0, "testNelbo", 8.0));
        }
        assertThat(recorded(folder).get(1L)).isEqualTo(Map.of("nelbo", 7.0));
        assertThat(recorded(folder).get(2L)).isEqualTo(Map.of("nelbo", 6.0, "testNelbo", 8.0));
    }

    @Test
    void dropsWhatLiesAfterTheStepThatItResumesAt() throws IOException {
        write(0, List.of(1L, 2L, 3L, 4L));
        write(2, List.of(3L, 5L));
        assertThat(recorded(folder).keySet()).containsExactly(1L, 2L, 3L, 5L);
    }

    @Test
    void startsAfreshAtStepZero() throws IOException {
        write(0, List.of(1L, 2L));
        write(0, List.of(9L));
        assertThat(recorded(folder).keySet()).containsExactly(9L);
    }

    private void write(long resumedAt, List<Long> steps) throws IOException {
        try (Tracker tracker = type().open(folder, CONFIGURATION, resumedAt, Options.none())) {
            for (long step : steps) {
                tracker.scalars(step, Map.of("nelbo", 1000.0 + step, "kl", 0.25));
            }
        }
    }
}
