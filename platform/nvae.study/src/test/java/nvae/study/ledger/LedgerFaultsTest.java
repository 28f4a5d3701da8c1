package nvae.study.ledger;

import static nvae.study.ledger.Trials.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nvae.study.plan.Trial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class LedgerFaultsTest {
    private static final Outcome OUTCOME = new Outcome(Map.of("testNelbo", 101.5), List.of(3.5, 0.25));

    private final Trial done = trial("base", 1);
    private final Trial running = trial("gate=none", 1);

    @TempDir
    Path temporary;

    private Path folder;
    private Path file;

    @BeforeEach
    void chooseFolder() {
        folder = temporary.resolve("runs/quickstart");
        file = folder.resolve(Ledger.FILE);
    }

    @Test
    void refusesASecondHostInThisProcess() {
        try (Ledger first = Ledger.open(folder)) {
            assertThatThrownBy(() -> Ledger.open(folder)).isInstanceOf(LedgerException.class).hasMessageContaining("open already");
            first.plan(List.of(done));
        }
        Ledger.open(folder).close();
    }

    @Test
    void refusesASecondHostAndNamesTheFirst() throws Exception {
        Process host = host("hold");
        try {
            assertThat(host.inputReader().readLine()).isEqualTo("open");
            assertThatThrownBy(() -> Ledger.open(folder)).isInstanceOf(LedgerException.class)
                    .hasMessageContaining("another host").hasMessageContaining("process " + host.pid());
            try (Ledger reader = Ledger.read(folder)) {
                assertThat(reader.entries()).hasSize(2);
            }
        } finally {
            kill(host);
        }
    }

    @Test
    void aReaderWhoMayNotWriteTheFolderSeesWhatTheHostHasWritten() throws Exception {
        Process host = host("hold");
        try {
            assertThat(host.inputReader().readLine()).isEqualTo("open");
            forbidWriting();
            try (Ledger reader = Ledger.read(folder)) {
                assertThat(reader.entry(done.id()).state()).isEqualTo(TrialState.DONE);
            }
        } finally {
            folder.toFile().setWritable(true);
            run("chattr", "-i", folder.toString());
            kill(host);
        }
    }

    /** Rights do not bind root, but an immutable folder does. */
    private void forbidWriting() throws Exception {
        folder.toFile().setWritable(false);
        if (Files.isWritable(folder)) {
            run("chattr", "+i", folder.toString());
        }
        assumeThat(Files.isWritable(folder)).isFalse();
    }

    private static void run(String... command) throws InterruptedException {
        try {
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException noSuchProgram) {
            // What it was to do is looked at.
        }
    }

    @Test
    void losesNothingWhenTheHostIsKilled() throws Exception {
        Process host = host("hold");
        assertThat(host.inputReader().readLine()).isEqualTo("open");
        kill(host);
        try (Ledger ledger = Ledger.open(folder)) {
            assertThat(ledger.entry(done.id()).state()).isEqualTo(TrialState.DONE);
            assertThat(ledger.entry(done.id()).outcome()).isEqualTo(OUTCOME);
            TrialEntry lost = ledger.entry(running.id());
            assertThat(lost.state()).isEqualTo(TrialState.LOST);
            assertThat(lost.endedBy(Attempt.End.HOST)).isEqualTo(1);
            assertThat(ledger.start(running.id(), "cpu:0")).isEqualTo(2);
        }
    }

    @Test
    void aLedgerThatHasForgottenAFinishedTrialTakesItsResultInWithThePlan() throws Exception {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(List.of(done));
            ledger.start(done.id(), "cpu:0");
            ledger.done(done.id(), OUTCOME);
        }
        Path empty = temporary.resolve("empty");
        Ledger.open(empty).close();
        Files.copy(empty.resolve(Ledger.FILE), file, StandardCopyOption.REPLACE_EXISTING);

        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(List.of(done, running));
            assertThat(ledger.entry(done.id()).state()).isEqualTo(TrialState.DONE);
            assertThat(ledger.entry(done.id()).outcome()).isEqualTo(OUTCOME);
            assertThat(ledger.entry(running.id()).state()).isEqualTo(TrialState.PLANNED);
        }
    }

    @Test
    void keepsEveryFinishedTrialWhereverTheHostIsKilled() throws Exception {
        for (int round = 0; round < 5; round++) {
            folder = temporary.resolve("round-" + round);
            Process host = host("churn");
            List<String> announced = new ArrayList<>();
            for (int i = 0; i < 5 + 7 * round; i++) {
                announced.add(host.inputReader().readLine());
            }
            kill(host);
            host.inputReader().lines().filter(line -> line.length() == 64).forEach(announced::add);
            try (Ledger ledger = Ledger.open(folder)) {
                assertThat(announced).allSatisfy(id -> assertThat(ledger.entry(id).state()).isEqualTo(TrialState.DONE));
                assertThat(ledger.entries()).noneMatch(entry -> entry.state() == TrialState.RUNNING);
            }
        }
    }

    @Test
    void beginsAnewWhereAHostWasKilledWhileItMadeTheFile() throws Exception {
        Files.createDirectories(folder);
        execute("PRAGMA journal_mode = WAL");
        assertThat(Files.size(file)).isPositive();
        begin();
        try (Ledger ledger = Ledger.open(folder)) {
            assertThat(ledger.entry(done.id()).state()).isEqualTo(TrialState.DONE);
        }
    }

    @Test
    void takesAResultThatAKilledHostWroteAndCouldNotRecord() {
        begin();
        new RunFolders(folder).write(running, OUTCOME);
        try (Ledger ledger = Ledger.open(folder)) {
            assertThat(ledger.entry(running.id()).state()).isEqualTo(TrialState.DONE);
            assertThat(ledger.entry(running.id()).outcome()).isEqualTo(OUTCOME);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100, 4096, 5000, 12288})
    void saysThatATruncatedLedgerCanBeRebuilt(int length) throws IOException {
        begin();
        startedFolder(done);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(length);
        }
        assertThatThrownBy(() -> Ledger.open(folder)).isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("bin/nvae rebuild");
        assertThatThrownBy(() -> Ledger.read(folder)).isInstanceOf(LedgerException.class).hasMessageContaining("bin/nvae rebuild");
        assertThat(Files.size(file)).isEqualTo(length);
    }

    @Test
    void saysThatAMissingLedgerCanBeRebuilt() throws IOException {
        begin();
        startedFolder(done);
        Files.delete(file);
        assertThatThrownBy(() -> Ledger.open(folder)).hasMessageContaining("is missing").hasMessageContaining("bin/nvae rebuild");
    }

    @Test
    void refusesAFileOfNoLedger() throws Exception {
        Files.createDirectories(folder);
        for (int lines : new int[] {1, 100}) {
            String text = "study: quickstart\nseeds: [1, 2]\n".repeat(lines);
            Files.writeString(file, text);
            assertThatThrownBy(() -> Ledger.open(folder)).hasMessageContaining("is damaged").hasMessageContaining("bin/nvae rebuild");
            assertThat(file).hasContent(text);
        }
        Files.delete(file);
        execute("CREATE TABLE songs (title TEXT)");
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Ledger.open(folder)).hasMessageContaining("another program's");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void refusesANewerVersion() throws Exception {
        begin();
        execute("PRAGMA user_version = " + (LedgerFile.VERSION + 1));
        assertThatThrownBy(() -> Ledger.open(folder)).hasMessageContaining("newer workbench").hasMessageContaining("version 2");
    }

    @Test
    void rebuildsFromTheRunFolders() throws IOException {
        begin();
        startedFolder(done);
        startedFolder(running);
        Files.writeString(file, "garbage");
        Path kept = Ledger.rebuild(folder).orElseThrow();
        assertThat(kept).hasContent("garbage");
        try (Ledger ledger = Ledger.open(folder)) {
            assertThat(ledger.entry(done.id()).outcome()).isEqualTo(OUTCOME);
            assertThat(ledger.entry(done.id()).state()).isEqualTo(TrialState.DONE);
            assertThat(ledger.entry(running.id()).state()).isEqualTo(TrialState.LOST);
            ledger.plan(List.of(done, running));
            assertThat(ledger.entry(running.id()).trial()).isEqualTo(running);
            assertThat(ledger.start(running.id(), "cpu:0")).isEqualTo(1);
        }
    }

    @Test
    void namesAFolderThatCannotBeMade() throws IOException {
        Files.writeString(temporary.resolve("runs"), "a file");
        assertThatThrownBy(() -> Ledger.open(folder)).isInstanceOf(LedgerException.class).hasMessageContaining(folder.toString());
    }

    /** A study with one finished and one interrupted trial. */
    private void begin() {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(List.of(done, running));
            ledger.start(done.id(), "cpu:0");
            ledger.done(done.id(), OUTCOME);
            ledger.start(running.id(), "cpu:0");
        }
    }

    private void startedFolder(Trial trial) throws IOException {
        Path run = Files.createDirectories(folder.resolve(trial.shortId()));
        Files.writeString(run.resolve("trial.json"), Json.of(Map.of("trial", trial.id(), "variant", trial.variant(), "seed", trial.seed(),
                "configuration", trial.configuration(), "bundles", trial.bundles())));
    }

    private void execute(String sql) throws Exception {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Process host(String what) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), HostInATest.class.getName(), folder.toString(), what)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void kill(Process host) throws InterruptedException {
        host.toHandle().destroyForcibly();
        assertThat(host.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** A host in a process of its own, to be killed. */
    static final class HostInATest {
        public static void main(String[] arguments) throws InterruptedException {
            Ledger ledger = Ledger.open(Path.of(arguments[0]));
            if (arguments[1].equals("churn")) {
                churn(ledger);
            }
            Trial done = trial("base", 1);
            Trial running = trial("gate=none", 1);
            ledger.plan(List.of(done, running));
            ledger.start(done.id(), "cpu:0");
            ledger.done(done.id(), OUTCOME);
            ledger.start(running.id(), "cpu:0");
            System.out.println("open");
            Thread.sleep(TimeUnit.MINUTES.toMillis(1));
        }

        private static void churn(Ledger ledger) {
            for (int seed = 1; ; seed++) {
                Trial trial = trial("base", seed);
                ledger.plan(List.of(trial));
                ledger.start(trial.id(), "cpu:0");
                ledger.progress(trial.id(), new Progress(seed, 100, 120, 30));
                ledger.done(trial.id(), OUTCOME);
                System.out.println(trial.id());
            }
        }
    }
}
