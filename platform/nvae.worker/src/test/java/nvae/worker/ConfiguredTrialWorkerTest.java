package nvae.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import nvae.api.part.Parts;
import nvae.api.training.TrackerType;
import nvae.testkit.ClassPathParts;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfiguredTrialWorkerTest {
    @TempDir
    private Path folder;

    private RunFolder run;

    @BeforeEach
    void runFolder() {
        run = new RunFolder(folder);
    }

    @Test
    void aTrialTellsTheHostWhatHappensAndLeavesAllInItsFolder() throws IOException {
        RunFolder.Outcome outcome = run.train(Map.of());

        assertThat(outcome.status()).isZero();
        assertThat(outcome.names()).startsWith("started", "composed", "progress", "checkpoint", "progress", "evaluated", "checkpoint").endsWith("done");
        assertThat(outcome.first("started")).contains(entry("engine", "MXNet"), entry("device", "cpu()"));
        assertThat(outcome.first("composed")).contains(entry("groups", 2.0));
        assertThat(outcome.first("progress")).contains(entry("step", 2.0), entry("steps", 8.0)).containsKeys("nelbo", "imagesPerSecond");
        assertThat(outcome.last().get("metrics")).asInstanceOf(InstanceOfAssertFactories.map(String.class, Double.class))
                .containsOnlyKeys(
                        "testNelbo", "recon", "kl", "bitsPerDimension", "testNll", "activeUnits", "trainNelbo",
                        "seconds", "secondsPerStep", "imagesPerSecond", "peakMemoryBytes", "parameters")
                .allSatisfy((name, value) -> assertThat(value).as(name).isNotNegative());
        assertThat((List<?>) outcome.last().get("klPerGroup")).hasSize(2);
        assertThat(List.of("config.yaml", "provenance.json", "metrics.jsonl", "metrics.csv", "last.safetensors", "last.json",
                        "best.safetensors", "best.json", "samples/samples.png", "samples/reconstructions.png"))
                .allSatisfy(name -> assertThat(folder.resolve(name)).isNotEmptyFile());
        assertThat(run.metrics()).extracting(line -> line.get("kind"))
                .containsExactly("train", "train", "test", "train", "train", "test");
    }

    @Test
    void provenanceSaysWhatATrialRanOn() throws IOException {
        run.run("t1", "train", RunFolder.configuration(Map.of()), Map.of("gitCommit", "cbc6881"));
        run.train(Map.of());

        Map<String, Object> provenance = RunFolder.parsed(Files.readString(folder.resolve("provenance.json")));
        assertThat(provenance).contains(entry("engine", "MXNet"), entry("seed", 5.0), entry("trial", "t1"))
                .containsKeys("engineVersion", "allocator", "java", "os", "cpu", "dataset", "bundles");
        assertThat((List<?>) provenance.get("attempts")).hasSize(2).allSatisfy(attempt ->
                assertThat(attempt).asInstanceOf(InstanceOfAssertFactories.MAP).containsKeys("started", "ended", "pid"));
    }

    @Test
    void aTrialThatGoesOnDropsLinesAfterItsCheckpoint() throws IOException {
        run.train(Map.of());
        List<Map<String, Object>> whole = run.metrics();
        Files.writeString(folder.resolve("metrics.jsonl"), "{\"kind\":\"train\",\"step\":99}\n{\"kind\":\"tra", StandardOpenOption.APPEND);

        RunFolder.Outcome outcome = run.train(Map.of());
        assertThat(outcome.status()).isZero();
        assertThat(outcome.names()).containsExactly("started", "composed", "done");
        assertThat(run.metrics()).isEqualTo(whole);
    }

    @Test
    void measuringTimesAFewStepsAndLeavesNothing() throws IOException {
        RunFolder.Outcome outcome = run.run("t1", "measure", RunFolder.configuration(Map.of()), Map.of());

        assertThat(outcome.status()).isZero();
        assertThat(outcome.last()).contains(entry("event", "measured"), entry("steps", 8.0));
        assertThat((Double) outcome.last().get("secondsPerStep")).isPositive();
        assertThat((Double) outcome.last().get("peakMemoryBytes")).isGreaterThan(1e7);
        assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("trial.json"));
    }

    @Test
    void anUnknownPartIsTheInputsFault() throws IOException {
        assertFailed(run.train(Map.of("optimizer", Map.of("name", "adamix"))), "input", "adamix");
    }

    @Test
    void aMissingDataFileIsTheInputsFault() throws IOException {
        assertFailed(run.train(Map.of("dataset", Map.of("name", "idx", "folder", "/nowhere"))), "input", "/nowhere");
    }

    @Test
    void aCutCheckpointIsTheInputsFaultAndIsLeftAsItIs() throws IOException {
        Path checkpoint = Files.writeString(folder.resolve("last.safetensors"), "cut");
        assertFailed(run.train(Map.of()), "input", "last.safetensors cannot be read: it is cut");
        assertThat(checkpoint).hasContent("cut");
    }

    @Test
    void anotherTrialsCheckpointIsRefused() throws IOException {
        run.train(Map.of());
        assertFailed(run.run("t2", "train", RunFolder.configuration(Map.of()), Map.of()), "input", "belongs to trial t1, not to t2");
    }

    @Test
    void aTrialDoesNotGoOnWithOtherImages() throws IOException {
        run.train(Map.of());
        byte[] checkpoint = Files.readAllBytes(folder.resolve("last.safetensors"));
        String provenance = Files.readString(folder.resolve("provenance.json"));
        Path images = Files.createDirectory(folder.resolve("images"));
        blackImages(images.resolve("train-images-idx3-ubyte"));
        blackImages(images.resolve("t10k-images-idx3-ubyte"));

        Map<String, Object> other = Map.of("dataset", Map.of("name", "idx", "folder", images.toString()));
        assertFailed(run.train(other), "input", "the images have changed since step 8");
        assertThat(folder.resolve("last.safetensors")).hasBinaryContent(checkpoint);
        assertThat(folder.resolve("provenance.json")).hasContent(provenance);
    }

    private static void blackImages(Path idx) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(4 * Integer.BYTES + 16 * 28 * 28);
        file.putInt(0x0803).putInt(16).putInt(28).putInt(28);
        Files.write(idx, file.array());
    }

    @Test
    void aRunFolderThatCannotBeWrittenIsNobodysFaultAndLeavesTheTrialOpen() throws IOException {
        Files.createDirectories(folder.resolve("metrics.jsonl"));
        RunFolder.Outcome outcome = run.train(Map.of());
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.last()).contains(entry("event", "failed"), entry("reason", "storage"));
        assertThat((String) outcome.last().get("message")).contains("Is a directory");

        Files.delete(folder.resolve("metrics.jsonl"));
        assertThat(run.train(Map.of()).status()).isZero();
    }

    static List<Throwable> shortagesOfMemory() {
        return List.of(
                new OutOfMemoryError("Java heap space"),
                new IllegalStateException("the batch of step 3 could not be made", new OutOfMemoryError("Java heap space")),
                new EngineException("MXNet engine call failed: std::bad_alloc"));
    }

    @ParameterizedTest
    @MethodSource("shortagesOfMemory")
    void runningOutOfMemoryIsACrashThatMayBeTriedAgain(Throwable shortage) throws IOException {
        Parts installed = new ClassPathParts();
        RunFolder.Outcome outcome = run.train(new Parts() {
            @Override
            public <T> T get(Class<T> type, String kind, String name) {
                if (type == TrackerType.class) {
                    throwUnchecked(shortage);
                }
                return installed.get(type, kind, name);
            }
        });
        assertThat(outcome.status()).isEqualTo(12);
        assertThat(outcome.names()).endsWith("composed");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUnchecked(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void aGpuThatIsNotThereIsTheInputsFault() throws IOException {
        assumeTrue(Engine.getInstance().getGpuCount() == 0, "this machine has a GPU");
        assertFailed(run.train(Map.of("device", "gpu")), "input", "a GPU is wanted, but MXNet");
    }

    @Test
    void aDivergingTrialSaysWhere() throws IOException {
        Map<String, Object> reckless = Map.of("epochs", 2, "batchSize", 4, "learningRate", 1e30, "warmupEpochs", 0);
        assertFailed(run.train(Map.of("training", reckless)), "diverged", "the loss of step");
    }

    @Test
    void aTrialFileThatIsNoneSaysSo() throws IOException {
        assertFailed(run.run("{\"trial\":\"t1\"}"), "input", "it needs trial, mode and configuration");
        assertFailed(run.run("no json"), "input", "trial.json is no trial");
    }

    private static void assertFailed(RunFolder.Outcome outcome, String reason, String message) {
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.last()).contains(entry("event", "failed"), entry("reason", reason));
        assertThat((String) outcome.last().get("message")).contains(message).doesNotContain("\n");
    }
}
