package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults strike a small study, one after another, at random moments; every one is survived. No finished trial is lost or touched again,
 * and the table and every weight are those of a study that nothing happened to. When a study is through, the next one begins.
 *
 * <p>{@code -Dnvae.faults.rounds} and {@code -Dnvae.faults.seed} say how many and which.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class FaultSuiteTest {
    private static final Path FIGURES = Path.of(System.getProperty("nvae.root"), "platform", "nvae.acceptance", "target");
    private static final Pattern DIGEST = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");

    @TempDir
    private Path folder;

    private Disk disk;
    private JumpingClock clock;
    private Workbench workbench;
    private Path manifest;

    @BeforeEach
    void prepare() throws Exception {
        disk = new Disk(Files.createDirectory(folder.resolve("disk")));
        workbench = new Workbench(folder, disk.folder());
        manifest = MiniStudy.write(folder);
        clock = new JumpingClock(folder);
    }

    @AfterEach
    void clear() throws IOException {
        disk.close();
    }

    @Test
    @Tag("study")
    void manyFaultsChangeNothing() throws Exception {
        survive(24);
    }

    private void survive(int roundsUnlessTold) throws Exception {
        int rounds = Integer.getInteger("nvae.faults.rounds", roundsUnlessTold);
        long seed = Long.getLong("nvae.faults.seed", 1);
        Random random = new Random(seed);
        Workbench quiet = new Workbench(folder, folder.resolve("quiet"));
        Command whole = quiet.run("run", manifest.toString(), "--slots", "2");
        assertThat(whole.status()).as(whole.toString()).isZero();
        Path undisturbed = quiet.study(MiniStudy.NAME);

        FaultFigures figures = new FaultFigures(FIGURES.resolve("faults-" + seed + ".csv"));
        Deque<Fault> faults = new ArrayDeque<>();
        while (figures.rounds() < rounds) {
            try (DisturbedStudy study = new DisturbedStudy(workbench, manifest, disk, random)) {
                study.goOn();
                while (!study.hasEnded() && figures.rounds() < rounds) {
                    if (faults.isEmpty()) {
                        faults.addAll(inAnyOrder(random));
                    }
                    Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
                    moment.await(study, random);
                    if (!study.hasEnded() && round(study, faults.peek(), moment, figures)) {
                        faults.remove();
                    }
                }
                assertThat(study.awaitEnd()).as(() -> "the study's end" + study.host()).isZero();
                study.lookAtFinished();
                assertThat(ResultTable.of(study.folder())).isEqualTo(ResultTable.of(undisturbed)).hasSize(3);
                assertThat(weights(study.folder())).isEqualTo(weights(undisturbed)).hasSize(4);
            }
            disk.clear();
        }
        System.out.println(figures);
    }

    /** Whether the fault found something to strike. */
    private static boolean round(DisturbedStudy study, Fault fault, Moment moment, FaultFigures figures) throws Exception {
        study.lookAtFinished();
        int finished = study.finished();
        try {
            Optional<Recovery> recovery = fault.strike(study);
            if (recovery.isPresent()) {
                figures.recovered(fault, moment, finished, recovery.get().await());
            }
            study.lookAtFinished();
            return recovery.isPresent();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("round " + (figures.rounds() + 1) + ", " + fault.title() + " at " + moment + ": " + e.getMessage(), e);
        }
    }

    private List<Fault> inAnyOrder(Random random) {
        List<Fault> faults = new ArrayList<>(List.of(
                new SignalledWorker("KILL"), new SignalledWorker("FPE"), new StoppedWorker(false), new StoppedWorker(true),
                new StarvedWorker(), new KilledHost(), new StoppedHost(), new FullDisk(), new LockedFolder(), new TruncatedLedger(),
                clock, new SecondHost()));
        faults.removeIf(fault -> !fault.isPossible(disk));
        Collections.shuffle(faults, random);
        return faults;
    }

    /** The digest that each trial's last check-point has of its arrays. */
    private static Map<String, String> weights(Path study) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Path run : FinishedTrials.finished(study)) {
            String header = Files.readString(run.resolve("last.safetensors"), StandardCharsets.ISO_8859_1);
            Matcher digest = DIGEST.matcher(header);
            assertThat(digest.find()).as(() -> run + " has a check-point with a digest").isTrue();
            digests.put(run.getFileName().toString(), digest.group(1));
        }
        return digests;
    }
}
