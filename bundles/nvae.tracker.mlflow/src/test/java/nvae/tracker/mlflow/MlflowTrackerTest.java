package nvae.tracker.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nvae.api.part.Options;
import nvae.api.training.Tracker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowTrackerTest {

    @TempDir
    Path folder;

    private FakeMlflow mlflow;

    @BeforeEach
    void start() throws IOException {
        mlflow = new FakeMlflow();
    }

    @AfterEach
    void stop() {
        mlflow.close();
    }

    private Tracker open(long resumedAt) throws IOException {
        Map<String, Object> configuration = Map.of("model", Map.of("scales", 2, "gate", Map.of("name", "none")));
        return new MlflowTracker().open(folder, configuration, resumedAt, Options.of(Map.of("address", mlflow.address(), "experiment", "ablations")));
    }

    @Test
    void sendsTheConfigurationAndEveryNumberUnderItsStep() throws IOException {
        try (Tracker tracker = open(0)) {
            tracker.scalars(1, Map.of("nelbo", 5.0, "kl", 0.5));
            tracker.scalars(2, Map.of("nelbo", 4.0));
        }
        assertThat(mlflow.experiments).containsKey("ablations");
        assertThat(mlflow.params).isEqualTo(Map.of("model.scales", "2", "model.gate.name", "none"));
        assertThat(mlflow.metrics).isEqualTo(Map.of(1L, Map.of("nelbo", 5.0, "kl", 0.5), 2L, Map.of("nelbo", 4.0)));
        assertThat(mlflow.status).isEqualTo(Map.of("run0", "FINISHED"));
    }

    @Test
    void aLargeConfigurationIsSentInSeveralCalls() throws IOException {
        Map<String, Object> options = new TreeMap<>();
        IntStream.range(0, 250).forEach(i -> options.put("option" + i, i));
        new MlflowTracker().open(folder, Map.of("model", options), 0, Options.of("address", mlflow.address())).close();
        assertThat(mlflow.params).hasSize(250).containsEntry("model.option249", "249");
    }

    @Test
    void numbersThatAreNotFiniteAreSentAsTheyAre() throws IOException {
        try (Tracker tracker = open(0)) {
            tracker.scalars(1, Map.of("nelbo", Double.NaN, "loss", Double.POSITIVE_INFINITY));
        }
        assertThat(mlflow.metrics).isEqualTo(Map.of(1L, Map.of("nelbo", Double.NaN, "loss", Double.POSITIVE_INFINITY)));
    }

    @Test
    void aResumedTrialGoesOnInItsOwnRun() throws IOException {
        open(0).close();
        try (Tracker tracker = open(1)) {
            assertThat(mlflow.status).isEqualTo(Map.of("run0", "RUNNING"));
            tracker.scalars(2, Map.of("nelbo", 4.0));
        }
        assertThat(mlflow.status.keySet()).isEqualTo(Set.of("run0"));
    }

    @Test
    void aServerThatBreaksDownIsReported() throws IOException {
        Tracker tracker = open(0);
        mlflow.breakDown();
        tracker.scalars(1, Map.of("nelbo", 5.0));
        assertThatThrownBy(tracker::close).isInstanceOf(IOException.class).hasMessageContainingAll("answered 500", "runs/log-batch");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        mlflow.close();
        assertThatThrownBy(() -> open(0)).isInstanceOf(IOException.class).hasMessageContainingAll(mlflow.address(), "is the server running");
    }
}
