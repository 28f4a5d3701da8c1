package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.LedgerException;
import nvae.study.ledger.Outcome;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.FailurePolicy;
import nvae.study.plan.RetryPolicy;
import nvae.study.plan.Trial;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks a study off at random places, over and over, and resumes it: nothing is done twice, and the table is the uninterrupted one. */
@Timeout(120)
final class InterruptedStudyTest {
    private static final List<Trial> TRIALS = TrialFixture.trials(List.of("base", "gate=none", "posterior=normal"), List.of(1L, 2L));
    private static final RunPolicy PATIENT = new RunPolicy(
            new RetryPolicy(1000), FailurePolicy.CONTINUE, Duration.ofMinutes(1), Duration.ofMillis(1));

    @TempDir
    private Path runs;

    /** A place where a run breaks off. */
    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void endsWithTheSameTableAsAnUninterruptedOne(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Outcome> uninterrupted = uninterrupted();

        Set<String> done = ConcurrentHashMap.newKeySet();
        Path folder = runs.resolve("interrupted");
        AtomicInteger untilTheFirstBreak = new AtomicInteger(random.nextInt(10));
        boolean ended = false;
        int breaks = 0;
        for (int run = 0; !ended; run++) {
            assertThat(run).as("runs until the end").isLessThan(200);
            try (Ledger ledger = Ledger.open(folder)) {
                ledger.plan(TRIALS);
                ended = new StudyRunner(ledger, folder, DoneTrials.none(), launcher(random, done), Slots.parse("2", 2), PATIENT,
                        breaking(random, untilTheFirstBreak, ledger)).run();
            } catch (PowerCut | LedgerException cut) {
                breaks++;
            }
            try (Ledger ledger = Ledger.read(folder)) {
                ledger.entries().stream().filter(entry -> entry.state() == TrialState.DONE).forEach(entry -> done.add(entry.trial().id()));
            }
        }
        assertThat(breaks).as("places where it broke off").isPositive();
        assertThat(outcomes(folder)).isEqualTo(uninterrupted);
    }

    /** Workers that die now and then. None may be started for a trial that the ledger calls done. */
    private static ScriptedLauncher launcher(Random random, Set<String> done) {
        return new ScriptedLauncher((assignment, events) -> {
            assertThat(done).doesNotContain(assignment.trial().id());
            int death;
            synchronized (random) {
                death = random.nextInt(3 * ScriptedLauncher.STEPS);
            }
            return ScriptedLauncher.train(assignment, events, death);
        });
    }

    /** Breaks off in the middle of anything: by throwing, or by taking the ledger's connection away. */
    private static RunListener breaking(Random random, AtomicInteger untilTheFirstBreak, Ledger ledger) {
        return new RunListener() {
            @Override
            public void started(Trial trial, Slot slot, int attempt) {
                maybe();
            }

            @Override
            public void event(Trial trial, Map<String, Object> event) {
                maybe();
            }

            @Override
            public void retrying(Trial trial, String why) {
                maybe();
            }

            @Override
            public void done(Trial trial, Map<String, Double> metrics) {
                maybe();
            }

            private void maybe() {
                int fate;
                synchronized (random) {
                    fate = random.nextInt(40);
                }
                if (fate == 0 || untilTheFirstBreak.getAndDecrement() == 0) {
                    throw new PowerCut();
                }
                if (fate == 1) {
                    ledger.close();
                }
            }
        };
    }

    private Map<String, Outcome> uninterrupted() throws Exception {
        Path folder = runs.resolve("uninterrupted");
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(TRIALS);
            new StudyRunner(ledger, folder, DoneTrials.none(), new ScriptedLauncher(ScriptedLauncher::train), Slots.parse("1", 1), PATIENT,
                    new RunListener() {}).run();
        }
        return outcomes(folder);
    }

    private static Map<String, Outcome> outcomes(Path folder) {
        Map<String, Outcome> outcomes = new HashMap<>();
        try (Ledger ledger = Ledger.read(folder)) {
            for (TrialEntry entry : ledger.entries()) {
                assertThat(entry.state()).isEqualTo(TrialState.DONE);
                outcomes.put(entry.trial().id(), entry.outcome());
            }
        }
        assertThat(outcomes).hasSize(TRIALS.size());
        return outcomes;
    }
}
