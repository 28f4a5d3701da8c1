package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
final class StudyRunnerTest {
    private static final RunPolicy TWO_CRASHES = new RunPolicy(
            new RetryPolicy(2), FailurePolicy.CONTINUE, Duration.ofMinutes(1), Duration.ofMillis(1));
    private static final List<Slot> ONE_SLOT = List.of(new Slot("cpu:0", OptionalInt.empty(), 1));

    private final List<Trial> trials = TrialFixture.trials(List.of("base", "gate=none"), List.of(1L, 2L));

    @TempDir
    private Path runs;

    @Test
    void runsEveryTrialInThePlansOrderAndKeepsItsResult() throws Exception {
        ScriptedLauncher launcher = new ScriptedLauncher(ScriptedLauncher::train);
        assertThat(run(launcher, TWO_CRASHES, new RunListener() {})).isTrue();

        assertThat(launcher.launched()).isEqualTo(trials.stream().map(Trial::id).toList());
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.state()).isEqualTo(TrialState.DONE);
            assertThat(entry.outcome().metrics()).containsKey("testNelbo");
            assertThat(entry.outcome().klPerGroup()).containsExactly(1.5, 2.5);
        });
    }

    @Test
    void twoSlotsRunTwoTrialsAtATime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        ScriptedLauncher launcher = new ScriptedLauncher((assignment, events) -> {
            both.countDown();
            both.await();
            return ScriptedLauncher.train(assignment, events);
        });
        try (Ledger ledger = ledger(runs.resolve("study"))) {
            assertThat(runner(ledger, launcher, Slots.parse("2", 2), TWO_CRASHES, new RunListener() {}).run()).isTrue();
        }
        assertThat(entries().stream().map(entry -> entry.lastAttempt().orElseThrow().slot()).distinct()).hasSize(2);
    }

    @Test
    void aCrashedWorkerIsStartedAgainAndGoesOnFromItsCheckpoint() throws Exception {
        Map<String, Integer> lives = new ConcurrentHashMap<>();
        List<Object> stepsSeen = new ArrayList<>();
        ScriptedLauncher launcher = new ScriptedLauncher((assignment, events) ->
                ScriptedLauncher.train(assignment, events, 2 * lives.merge(assignment.trial().id(), 1, Integer::sum)));
        run(launcher, TWO_CRASHES, new RunListener() {
            @Override
            public void event(Trial trial, Map<String, Object> event) {
                if (trial.id().equals(trials.get(0).id()) && event.containsKey("step")) {
                    stepsSeen.add(event.get("step"));
                }
            }
        });
        assertThat(stepsSeen).containsExactly(1, 2, 3, 4, 5);
        assertThat(entries().get(0)).satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(TrialState.DONE);
            assertThat(entry.attempts()).hasSize(3);
            assertThat(entry.endedBy(Attempt.End.CRASH)).isEqualTo(2);
            assertThat(entry.attempts().get(0).end().message()).contains("SIGKILL").contains("log.txt");
        });
    }

    @Test
    void aTrialThatKeepsCrashingFailsAndTheOthersGoOn() throws Exception {
        ScriptedLauncher launcher = new ScriptedLauncher((assignment, events) ->
                assignment.trial().id().equals(trials.get(1).id()) ? 134 : ScriptedLauncher.train(assignment, events));
        assertThat(run(launcher, TWO_CRASHES, new RunListener() {})).isTrue();

        assertThat(states()).containsExactly(TrialState.DONE, TrialState.FAILED, TrialState.DONE, TrialState.DONE);
        assertThat(entries().get(1).attempts()).hasSize(3);
        assertThat(entries().get(1).trouble()).hasValueSatisfying(why -> assertThat(why).contains("SIGABRT").contains("crash 3"));
    }

    @Test
    void aTrialThatFailedForGoodIsNotTriedAgainNotEvenByTheNextRun() throws Exception {
        ScriptedLauncher launcher = new ScriptedLauncher((assignment, events) -> {
            events.accept(Map.of("event", "failed", "reason", "diverged", "message", "NaN at step 7"));
            return 3;
        });
        run(launcher, TWO_CRASHES, new RunListener() {});
        assertThat(launcher.launched()).hasSize(4);
        assertThat(entries().get(0).lastAttempt().orElseThrow().end())
                .satisfies(end -> {
                    assertThat(end.reason()).isEqualTo("diverged");
                    assertThat(end.message()).isEqualTo("NaN at step 7");
                    assertThat(end.exitStatus()).isEqualTo(3);
                });

        List<String> news = new ArrayList<>();
        run(launcher, TWO_CRASHES, new RunListener() {
            @Override
            public void failed(Trial trial, String why) {
                news.add(why);
            }
        });
        assertThat(launcher.launched()).hasSize(4);
        assertThat(news).hasSize(4).containsOnly("NaN at step 7");
    }

    @Test
    void theStopPolicyStartsNothingAfterAFailure() throws Exception {
        ScriptedLauncher launcher = new ScriptedLauncher((assignment, events) -> 3);
        RunPolicy stopping = new RunPolicy(new RetryPolicy(2), FailurePolicy.STOP, Duration.ofMinutes(1), Duration.ofMillis(1));
        run(launcher, stopping, new RunListener() {});
        assertThat(states()).containsExactly(TrialState.FAILED, TrialState.PLANNED, TrialState.PLANNED, TrialState.PLANNED);
        assertThat(entries().get(0).trouble()).hasValueSatisfying(why -> assertThat(why).contains("log.txt"));
    }

    @Test
    void stoppingEndsTheWorkersAndTheNextRunGoesOn() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        ScriptedLauncher endless = new ScriptedLauncher((assignment, events) -> {
            events.accept(Map.of("event", "progress", "step", 1, "steps", 5));
            working.countDown();
            Thread.sleep(Long.MAX_VALUE);
            return 0;
        });
        try (Ledger ledger = ledger(runs.resolve("study"))) {
            StudyRunner runner = runner(ledger, endless, ONE_SLOT, TWO_CRASHES, new RunListener() {});
            Thread ctrlC = new Thread(() -> {
                await(working);
                runner.stop();
            });
            ctrlC.start();
            assertThat(runner.run()).isFalse();
            assertThat(runner.awaitEnd(Duration.ZERO)).isTrue();
        }
        assertThat(states()).containsExactly(TrialState.LOST, TrialState.PLANNED, TrialState.PLANNED, TrialState.PLANNED);
        assertThat(entries().get(0).progress().step()).isEqualTo(1);

        run(new ScriptedLauncher(ScriptedLauncher::train), TWO_CRASHES, new RunListener() {});
        assertThat(states()).containsOnly(TrialState.DONE);
    }

    @Test
    void anInterruptStopsTheStudyToo() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        ScriptedLauncher endless = new ScriptedLauncher((assignment, events) -> {
            working.countDown();
            Thread.sleep(Long.MAX_VALUE);
            return 0;
        });
        Thread shell = Thread.currentThread();
        new Thread(() -> {
            await(working);
            shell.interrupt();
        }).start();
        assertThatThrownBy(() -> run(endless, TWO_CRASHES, new RunListener() {})).isInstanceOf(InterruptedException.class);
        assertThat(states()).startsWith(TrialState.LOST, TrialState.PLANNED);
    }

    @Test
    void aSilentWorkerIsEndedAndCountsAsCrashed() throws Exception {
        AtomicInteger launches = new AtomicInteger();
        ScriptedLauncher launcher = new ScriptedLauncher((assignment, events) -> {
            if (launches.incrementAndGet() == 1) {
                Thread.sleep(Long.MAX_VALUE);
            }
            return ScriptedLauncher.train(assignment, events);
        });
        run(launcher, new RunPolicy(new RetryPolicy(1), FailurePolicy.CONTINUE, Duration.ofMillis(200), Duration.ofMillis(1)),
                new RunListener() {});
        assertThat(states()).containsOnly(TrialState.DONE);
        assertThat(entries().get(0).attempts().get(0).end().message()).contains("sent nothing");
    }

    @Test
    void aTrialDoneInAStudyBesideIsTakenFromThere() throws Exception {
        run(new ScriptedLauncher(ScriptedLauncher::train), TWO_CRASHES, new RunListener() {});

        List<String> from = new ArrayList<>();
        Path second = runs.resolve("second");
        ScriptedLauncher idle = new ScriptedLauncher((assignment, events) -> 1);
        try (Ledger ledger = ledger(second)) {
            new StudyRunner(ledger, second, DoneTrials.beside(second), idle, ONE_SLOT, TWO_CRASHES, new RunListener() {
                @Override
                public void cached(Trial trial, String study) {
                    from.add(study);
                }
            }).run();
            assertThat(ledger.entries()).allSatisfy(entry -> {
                assertThat(entry.state()).isEqualTo(TrialState.DONE);
                assertThat(DoneTrials.origin(entry)).contains("study");
                assertThat(second.resolve(entry.trial().shortId()).resolve("last.txt")).exists();
            });
            assertThat(ledger.entries().stream().map(TrialEntry::outcome))
                    .isEqualTo(entries().stream().map(TrialEntry::outcome).toList());
        }
        assertThat(idle.launched()).isEmpty();
        assertThat(from).hasSize(4).containsOnly("study");
    }

    @Test
    void aDamagedLedgerBesideHoldsNothingUp() throws Exception {
        Path other = Files.createDirectories(runs.resolve("other"));
        Files.writeString(other.resolve(Ledger.FILE), "not a database");
        assertThat(DoneTrials.beside(runs.resolve("study")).find(trials.get(0).id())).isEmpty();
    }

    @Test
    void aLauncherThatCannotStartAWorkerStopsTheStudyWithOneMessage() throws Exception {
        Launcher broken = (assignment, events) -> {
            throw new IOException("java: no such file");
        };
        assertThatThrownBy(() -> run(broken, TWO_CRASHES, new RunListener() {}))
                .isInstanceOf(RunException.class).hasMessageContaining("java: no such file").hasMessageContaining("cpu:0");
        assertThat(states()).startsWith(TrialState.LOST, TrialState.PLANNED);
    }

    @Test
    void aWorkerThatCannotWriteStopsTheStudyAndItsTrialGoesOnWhenThereIsRoom() throws Exception {
        ScriptedLauncher full = new ScriptedLauncher((assignment, events) -> {
            events.accept(Map.of("event", "failed", "reason", "storage", "message", "last.safetensors: No space left on device"));
            return 1;
        });
        assertThatThrownBy(() -> run(full, TWO_CRASHES, new RunListener() {}))
                .isInstanceOf(RunException.class)
                .hasMessageContainingAll(trials.get(0).shortId(), "No space left on device", "Make room", "`bin/nvae resume`");
        assertThat(full.launched()).hasSize(1);
        assertThat(states()).startsWith(TrialState.LOST, TrialState.PLANNED);
        assertThat(entries().get(0).endedBy(Attempt.End.STORAGE)).isOne();

        run(new ScriptedLauncher(ScriptedLauncher::train), TWO_CRASHES, new RunListener() {});
        assertThat(states()).containsOnly(TrialState.DONE);
    }

    @Test
    void aWorkerThatRanOutOfMemoryIsToldInWords() throws Exception {
        run(new ScriptedLauncher((assignment, events) -> 12), TWO_CRASHES, new RunListener() {});
        assertThat(entries().get(0).trouble()).hasValueSatisfying(why -> assertThat(why).contains("ran out of memory", "--slots"));
    }

    @Test
    void aListenerThatThrowsStopsTheStudyAndNothingStaysRunning() throws Exception {
        assertThatThrownBy(() -> run(new ScriptedLauncher(ScriptedLauncher::train), TWO_CRASHES, new RunListener() {
            @Override
            public void event(Trial trial, Map<String, Object> event) {
                throw new IllegalStateException("no room left");
            }
        })).hasMessage("no room left");
        assertThat(states()).doesNotContain(TrialState.RUNNING);
    }

    private boolean run(Launcher launcher, RunPolicy policy, RunListener listener) throws Exception {
        try (Ledger ledger = ledger(runs.resolve("study"))) {
            return runner(ledger, launcher, ONE_SLOT, policy, listener).run();
        }
    }

    private StudyRunner runner(Ledger ledger, Launcher launcher, List<Slot> slots, RunPolicy policy, RunListener listener) {
        return new StudyRunner(ledger, runs.resolve("study"), DoneTrials.none(), launcher, slots, policy, listener);
    }

    private Ledger ledger(Path folder) {
        Ledger ledger = Ledger.open(folder);
        ledger.plan(trials);
        return ledger;
    }

    private List<TrialEntry> entries() {
        try (Ledger ledger = Ledger.read(runs.resolve("study"))) {
            return ledger.entries();
        }
    }

    private List<TrialState> states() {
        return entries().stream().map(TrialEntry::state).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
