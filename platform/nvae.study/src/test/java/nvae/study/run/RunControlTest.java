package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.FailurePolicy;
import nvae.study.plan.RetryPolicy;
import nvae.study.plan.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunControlTest {
    private final List<Trial> trials = TrialFixture.trials(List.of("base", "gate=none"), List.of(1L));

    @TempDir
    private Path runs;

    @Test
    void aPausedStudyStartsNothingUntilItIsResumed() throws Exception {
        CountDownLatch firstDone = new CountDownLatch(1);
        CompletableFuture<RunControl> control = new CompletableFuture<>();
        ScriptedLauncher launcher = new ScriptedLauncher(ScriptedLauncher::train);
        CompletableFuture<Void> run = start(launcher, new RunListener() {
            @Override
            public void begins(RunControl begun) {
                control.complete(begun);
            }

            @Override
            public void started(Trial trial, Slot slot, int attempt) {
                control.join().pause();
            }

            @Override
            public void done(Trial trial, Map<String, Double> metrics) {
                firstDone.countDown();
            }
        });
        firstDone.await();
        assertThat(control.join().isPaused()).isTrue();
        assertThat(launcher.launched()).containsExactly(trials.get(0).id());
        assertThat(run).isNotDone();

        control.join().resume();
        run.join();
        assertThat(launcher.launched()).hasSize(2);
        assertThat(states()).containsOnly(TrialState.DONE);
    }

    @Test
    void aCancelledTrialHasFailedAndCanBeAskedForAgainInTheSameRun() throws Exception {
        AtomicBoolean hang = new AtomicBoolean(true);
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<RunControl> control = new CompletableFuture<>();
        ScriptedLauncher launcher = new ScriptedLauncher((assignment, events) -> {
            if (assignment.trial().id().equals(trials.get(0).id()) && hang.getAndSet(false)) {
                assertThat(control.join().cancel(assignment.trial().id())).isTrue();
                new CountDownLatch(1).await();
            }
            return ScriptedLauncher.train(assignment, events);
        });
        start(launcher, new RunListener() {
            @Override
            public void begins(RunControl begun) {
                control.complete(begun);
            }

            @Override
            public void failed(Trial trial, String why) {
                failures.add(why);
            }

            @Override
            public void started(Trial trial, Slot slot, int attempt) {
                if (trial.id().equals(trials.get(1).id())) {
                    assertThat(control.join().retry(trials.get(0).id())).isTrue();
                }
            }
        }).join();

        assertThat(failures).containsExactly("A person cancelled the trial.");
        assertThat(states()).containsOnly(TrialState.DONE);
        assertThat(entries().get(0).attempts()).extracting(attempt -> attempt.end().reason())
                .containsExactly(Attempt.End.CANCELLED, Attempt.End.DONE);
    }

    @Test
    void aTrialInNoWorkerCannotBeCancelledAndAnEndedStudyTakesNoTrialUp() throws Exception {
        CompletableFuture<RunControl> control = new CompletableFuture<>();
        start(new ScriptedLauncher(ScriptedLauncher::train), new RunListener() {
            @Override
            public void begins(RunControl begun) {
                control.complete(begun);
            }
        }).join();
        assertThat(control.join().cancel(trials.get(0).id())).isFalse();
        assertThat(control.join().retry(trials.get(0).id())).isFalse();
    }

    private CompletableFuture<Void> start(Launcher launcher, RunListener listener) {
        return CompletableFuture.runAsync(() -> {
            try (Ledger ledger = Ledger.open(runs.resolve("study"))) {
                ledger.plan(trials);
                RunPolicy policy = new RunPolicy(new RetryPolicy(0), FailurePolicy.CONTINUE, Duration.ofMinutes(1), Duration.ofMillis(1));
                new StudyRunner(ledger, runs.resolve("study"), DoneTrials.none(), launcher, Slots.parse("1", 1), policy, listener).run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private List<TrialEntry> entries() {
        try (Ledger ledger = Ledger.read(runs.resolve("study"))) {
            return ledger.entries();
        }
    }

    private List<TrialState> states() {
        return entries().stream().map(TrialEntry::state).toList();
    }
}
