package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import nvae.study.plan.Trial;
import nvae.study.run.Slot;
import nvae.study.run.WorkerEvent;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class StudyProgressTest {
    private static final Slot SLOT = new Slot("cpu:0", OptionalInt.empty(), 1);
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    private final AtomicLong clock = new AtomicLong();
    private final StudyProgress progress = new StudyProgress(4, 2, clock::get);

    @Test
    void knowsNothingBeforeTheSecondStep() {
        progress.started(trial("a"), SLOT);
        at(10);
        progress.step(trial("a"), step(1));
        assertThat(progress.secondsLeft()).isEmpty();
        assertThat(progress.running().get(0).secondsLeft()).isEmpty();
        assertThat(progress.share()).isEqualTo(0.01 / 4, EXACT);
    }

    @Test
    void aTrialsTimeLeftLeavesOutItsStart() {
        progress.started(trial("a"), SLOT);
        at(100);
        progress.step(trial("a"), step(50));
        at(110);
        progress.step(trial("a"), step(60));
        assertThat(progress.running().get(0).secondsLeft().orElseThrow()).isEqualTo(40, EXACT);
    }

    @Test
    void trialsThatHaveNotStartedLastAsLongAsThoseThatHave() {
        progress.started(trial("a"), SLOT);
        at(20);
        progress.ended(trial("a"));
        assertThat(progress.ended()).isEqualTo(1);
        assertThat(progress.secondsLeft().orElseThrow()).as("three trials of 20 s on two slots").isEqualTo(30, EXACT);
    }

    @Test
    void theStudyLastsAtLeastAsLongAsItsLongestTrial() {
        for (String done : List.of("a", "b", "c")) {
            progress.ended(trial(done));
        }
        progress.started(trial("d"), SLOT);
        progress.step(trial("d"), step(1));
        at(10);
        progress.step(trial("d"), step(11));
        assertThat(progress.secondsLeft().orElseThrow()).isEqualTo(89, EXACT);
    }

    private void at(long seconds) {
        clock.set(seconds * 1_000_000_000L);
    }

    private static WorkerEvent.Progress step(long step) {
        return new WorkerEvent.Progress(step, 100, 300, 20);
    }

    private static Trial trial(String name) {
        return new Trial(name.repeat(64), name, Map.of(), 1, Map.of(), List.of());
    }
}
