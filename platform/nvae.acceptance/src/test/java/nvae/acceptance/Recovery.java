package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** A study finds its way back: a trial has a new check-point or a result, or all is done. */
final class Recovery {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final DisturbedStudy study;
    private final Path where;
    private final Set<Object> before;
    private final long since = System.nanoTime();
    private int resumes;

    private Recovery(DisturbedStudy study, Path where) {
        this.study = study;
        this.where = where;
        this.before = study.marks(where);
    }

    /** Begins now. */
    static Recovery of(DisturbedStudy study) {
        return new Recovery(study, study.folder());
    }

    /** Begins now, and is to be seen in the trial that this worker is at. */
    static Recovery of(DisturbedStudy study, ProcessHandle worker) {
        return new Recovery(study, study.runFolder(worker).orElse(study.folder()));
    }

    /** Begins now, and is to be seen in one trial's run folder. */
    static Recovery in(DisturbedStudy study, Path run) {
        return new Recovery(study, run);
    }

    /** A person may have to take the study up again: a host that has seen the fault ends with a message that says so. */
    Recovery byAPerson() {
        resumes = 1;
        return this;
    }

    /** Waits for its end; how long it took. */
    Duration await() throws IOException {
        while (!study.await(this::isOver, LONGEST) && study.hasFailed() && resumes > 0) {
            resumes--;
            study.goOn();
        }
        Duration time = Duration.ofNanos(System.nanoTime() - since);
        assertThat(isOver() || study.isComplete()).as(() -> "the study goes on after " + time + ":" + study.host()).isTrue();
        if (resumes > 0 && study.isStopping() && study.awaitEnd() != 0) {
            study.goOn();
        }
        return time;
    }

    private boolean isOver() {
        return !before.containsAll(study.marks(where));
    }
}
