package nvae.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nvae.study.catalog.BundleDigest;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.TrialEntry;
import nvae.study.plan.Trial;
import nvae.study.run.Assignment;
import nvae.study.run.Launcher.Worker;
import nvae.study.run.RunException;
import nvae.study.run.Slot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, with a worker program that does what the variant is called. */
class LocalLauncherTest {
    private static final Slot CPU = new Slot("cpu:0", OptionalInt.empty(), 3);

    @TempDir
    private Path folder;

    private final List<Map<String, Object>> events = new CopyOnWriteArrayList<>();
    private HostSettings settings;
    private LocalLauncher launcher;
    private Path run;

    @BeforeEach
    void install() throws IOException {
        Path home = FakeWorker.install(Files.createDirectory(folder.resolve("home with spaces")));
        settings = new HostSettings(home, folder.resolve("plugins"), folder.resolve("plugins.lock"), folder.resolve("cache"));
        launcher = with(new TcMalloc(List.of(), Map.of()));
        run = Files.createDirectory(folder.resolve("run"));
    }

    @Test
    void passesOnEventsAndSkipsEverythingElse() throws Exception {
        assertThat(launch("chatty", CPU).await()).isZero();

        assertThat(events).extracting(event -> event.get("event")).containsExactly("started", "done");
        assertThat(events.get(1).get("metrics")).isEqualTo(Map.of("testNelbo", 1.5, "steps", 3L));
    }

    @Test
    void appendsStandardErrorToTheLog() throws Exception {
        launch("plain", CPU).await();
        launch("plain", CPU).await();

        assertThat(run.resolve("log.txt")).hasContent("worker was here\nworker was here\n");
    }

    @Test
    void reportsACrashByItsSignal() throws Exception {
        assertThat(launch("aborting", CPU).await()).isEqualTo(134);
    }

    @Test
    void reportsAFailureForGood() throws Exception {
        assertThat(launch("refused", CPU).await()).isEqualTo(3);
    }

    @Test
    void killsAWorkerAtOnce() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Worker worker = launcher.launch(assignment("hanging", CPU, Map.of()), event -> {
            events.add(event);
            started.countDown();
        });
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(events.get(0).get("pid")).isEqualTo(worker.pid());

        worker.kill();

        assertThat(worker.await()).isEqualTo(137);
    }

    @Test
    void endsAWorkerThatADeadHostLeftStoppedInTheRunFolder() throws Exception {
        Worker left = launch("deaf", CPU);
        new ProcessBuilder("kill", "-STOP", String.valueOf(left.pid())).start().waitFor();

        assertThat(launch("plain", CPU).await()).isZero();

        assertThat(left.await()).isEqualTo(137);
    }

    @Test
    void aTaskOnATrialThatIsInAWorkerLeavesThatWorkerAlone() throws Exception {
        Worker training = launch("deaf", CPU);
        Trial trial = assignment("plain", CPU, Map.of()).trial();
        launcher.launch(new Assignment(trial, Assignment.Mode.USE, run, CPU, Map.of("task", "sample")), events::add).await();

        assertThat(ProcessHandle.of(training.pid())).get().matches(ProcessHandle::isAlive);
        training.kill();
    }

    @Test
    void givesACpuSlotItsThreadsAndNoGpu() throws Exception {
        launch("environment", CPU).await();

        assertThat(events.get(1)).containsEntry("threads", "3").containsEntry("wait", "passive").containsEntry("gpus", "")
                .containsEntry("arenas", "1");
    }

    @Test
    void aWorkerTakesItsMemoryFromTheAllocatorThatTheSystemHas() throws Exception {
        Path library = Files.createFile(folder.resolve("libtcmalloc_minimal.so.4")); // the loader finds it empty, says so, and goes on
        launcher = with(new TcMalloc(List.of(folder), Map.of()));

        launch("environment", CPU).await();

        assertThat(events.get(1)).containsEntry("preloaded", library.toString()).containsEntry("reported", "9223372036854775807");
    }

    private LocalLauncher with(TcMalloc allocator) {
        return new LocalLauncher(settings, new BundleClosure(settings), allocator);
    }

    @Test
    void startsTheWorkerInTheFolderOfItsAssignment() throws Exception {
        Path start = Files.createDirectory(folder.resolve("start"));

        launcher.launch(assignment("environment", CPU, Map.of()).in(start), events::add).await();

        assertThat(events.get(1)).containsEntry("folder", start.toRealPath().toString());
    }

    @Test
    void givesAGpuSlotItsGpuAlone() throws Exception {
        launch("environment", new Slot("gpu:1", OptionalInt.of(1), 2)).await();

        assertThat(events.get(1)).containsEntry("gpus", "1").containsEntry("threads", "2");
    }

    @Test
    void tellsTheWorkerItsBundlesByDigest() throws Exception {
        launch("plain", CPU).await();

        assertThat(Files.readString(run.resolve("trial.json")))
                .contains("\"symbolicName\": \"acme.cells\"", "\"sha256\": \"abc\"", folder.resolve("cache/bundles/abc.jar").toString())
                .contains("\"mode\": \"train\"", "\"engine\": \"mxnet\"", "\"threads\": 3");
    }

    @Test
    void tasksOnATrainedModelHaveFilesOfTheirOwnAndLeaveTheTrialsAlone() throws Exception {
        launch("plain", CPU).await();
        String trained = Files.readString(run.resolve("trial.json"));
        Worker sample = use("sample");
        Worker encode = use("encode");

        assertThat(tasks()).hasSize(2).allMatch(task -> task.contains("\"folder\": \"..\""))
                .anyMatch(task -> task.contains("\"task\": \"sample\"")).anyMatch(task -> task.contains("\"task\": \"encode\""));
        sample.kill();
        sample.await();
        assertThat(tasks()).singleElement().asString().contains("\"task\": \"encode\"");
        encode.kill();
        encode.await();
        assertThat(tasks()).isEmpty();
        assertThat(run.resolve("trial.json")).hasContent(trained);
    }

    private Worker use(String task) throws IOException {
        Trial trial = assignment("hanging", CPU, Map.of()).trial();
        return launcher.launch(new Assignment(trial, Assignment.Mode.USE, run, CPU, Map.of("task", task)), events::add);
    }

    private List<String> tasks() throws IOException {
        List<String> tasks = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run.resolve("use"))) {
            for (Path file : files) {
                tasks.add(Files.readString(file));
            }
        }
        return tasks;
    }

    @Test
    void writesDownAllThatTheLedgerKnowsOfATrial() throws Exception {
        Trial trial = new Trial("0123456789abcdef", "gate=none", Map.of("model.gate", "none"), 2, Map.of("engine", "mxnet"),
                List.of(new BundleDigest("acme.cells", "1.0.0", "abc")));
        launcher.launch(new Assignment(trial, Assignment.Mode.TRAIN, folder.resolve("run"), CPU), events::add).await();

        Path study = Files.createDirectory(folder.resolve("study"));
        Files.move(run, study.resolve(trial.shortId()));
        Ledger.rebuild(study);
        try (Ledger ledger = Ledger.read(study)) {
            assertThat(ledger.entries()).extracting(TrialEntry::trial).containsExactly(trial);
        }
    }

    @Test
    void refusesAnEngineThatIsNotThere() {
        assertThatThrownBy(() -> launcher.launch(assignment("plain", CPU, Map.of("engine", "abacus")), events::add))
                .isInstanceOf(RunException.class)
                .hasMessage("engine: 'abacus' is not in this workbench yet. Type `bin/nvae -Dengine=abacus` to fetch it, once; then run again.");
    }

    private Worker launch(String variant, Slot slot) throws IOException {
        return launcher.launch(assignment(variant, slot, Map.of()), events::add);
    }

    private Assignment assignment(String variant, Slot slot, Map<String, Object> configuration) {
        Trial trial = new Trial(
                "0123456789abcdef", variant, Map.of(), 1, configuration, List.of(new BundleDigest("acme.cells", "1.0.0", "abc")));
        return new Assignment(trial, Assignment.Mode.TRAIN, run, slot);
    }
}
