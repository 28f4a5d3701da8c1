package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WorkerWatchTest {
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Slot SLOT = new Slot("cpu:0", OptionalInt.empty(), 1);

    private final AtomicReference<Consumer<Map<String, Object>>> worker = new AtomicReference<>();
    private final CountDownLatch started = new CountDownLatch(1);

    private long now;
    private WorkerWatch watch;
    private TrialAttempt attempt;

    @BeforeEach
    void watchOneWorker() throws Exception {
        ScriptedLauncher launcher = new ScriptedLauncher((assignment, events) -> {
            worker.set(events);
            started.countDown();
            new CountDownLatch(1).await();
            return 0;
        });
        attempt = new TrialAttempt(
                new Assignment(TrialFixture.trial("base", 1), Assignment.Mode.TRAIN, Path.of("run"), SLOT), event -> {});
        attempt.start(launcher);
        started.await();
        watch = new WorkerWatch(SILENCE, () -> now);
        watch.add(attempt);
    }

    @AfterEach
    void stop() {
        watch.close();
        attempt.stop();
    }

    @Test
    void endsAWorkerThatIsSilentForLonger() throws Exception {
        for (int look = 0; look < 5; look++) {
            pass(Duration.ofSeconds(5));
        }
        assertThat(attempt.await()).isInstanceOfSatisfying(
                AttemptEnd.Crashed.class, crash -> assertThat(crash.why()).contains("sent nothing for 20 s"));
    }

    @Test
    void leavesAloneOneThatSpeaksInTime() throws Exception {
        for (int look = 0; look < 20; look++) {
            if (look % 4 == 0) {
                worker.get().accept(Map.of("event", "alive"));
            }
            pass(Duration.ofSeconds(5));
        }
        attempt.stop();
        assertThat(attempt.await()).isInstanceOf(AttemptEnd.Stopped.class);
    }

    @Test
    void whatTheHostItselfSleptThroughIsNoSilence() throws Exception {
        pass(Duration.ofHours(9));
        pass(Duration.ofSeconds(5));
        attempt.stop();
        assertThat(attempt.await()).isInstanceOf(AttemptEnd.Stopped.class);
    }

    private void pass(Duration time) {
        now += time.toNanos();
        watch.look();
    }
}
