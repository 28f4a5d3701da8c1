package nvae.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;
import nvae.study.plan.Trial;
import nvae.study.run.Slot;
import nvae.study.run.WorkerEvent;

/** How far a study has come, and how long it will take at the pace of this run. */
final class StudyProgress {
    private static final double NANOS = 1e9;

    private final int trials;
    private final int slots;
    private final LongSupplier clock;
    private final Map<String, Running> running = new LinkedHashMap<>();

    private final Set<String> ended = new HashSet<>();
    private int trained;
    private double trainedSeconds;

    /** @param clock nanoseconds */
    StudyProgress(int trials, int slots, LongSupplier clock) {
        this.trials = trials;
        this.slots = slots;
        this.clock = clock;
    }

    /** A trial in a worker. */
    static final class Running {
        private final Trial trial;
        private final Slot slot;
        private final long started;
        private WorkerEvent.Progress first;
        private WorkerEvent.Progress last;
        private long firstAt;
        private long lastAt;

        private Running(Trial trial, Slot slot, long started) {
            this.trial = trial;
            this.slot = slot;
            this.started = started;
        }

        private void step(WorkerEvent.Progress at, long now) {
            if (first == null) {
                first = at;
                firstAt = now;
            }
            last = at;
            lastAt = now;
        }

        Trial trial() {
            return trial;
        }

        Slot slot() {
            return slot;
        }

        /** Share of the training that is done, 0 to 1. */
        double share() {
            return last == null || last.steps() <= 0 ? 0 : Math.min(1, (double) last.step() / last.steps());
        }

        /** The last step told of; null before the first. */
        WorkerEvent.Progress last() {
            return last;
        }

        /** At the pace since the first step told of, without start-up; empty before the second. */
        OptionalDouble secondsLeft() {
            if (first == null || last.step() <= first.step()) {
                return OptionalDouble.empty();
            }
            double secondsPerStep = (lastAt - firstAt) / NANOS / (last.step() - first.step());
            return OptionalDouble.of((last.steps() - last.step()) * secondsPerStep);
        }
    }

    void started(Trial trial, Slot slot) {
        ended.remove(trial.id());
        running.put(trial.id(), new Running(trial, slot, clock.getAsLong()));
    }

    void step(Trial trial, WorkerEvent.Progress at) {
        Running attempt = running.get(trial.id());
        if (attempt != null) {
            attempt.step(at, clock.getAsLong());
        }
    }

    /** The worker has ended; another attempt may follow. */
    void stopped(Trial trial) {
        running.remove(trial.id());
    }

    /** The trial needs no further attempt. */
    void ended(Trial trial) {
        Running attempt = running.remove(trial.id());
        if (attempt != null) {
            trained++;
            trainedSeconds += seconds(attempt);
        }
        ended.add(trial.id());
    }

    int trials() {
        return trials;
    }

    /** Trials that need nothing more. */
    int ended() {
        return ended.size();
    }

    List<Running> running() {
        return new ArrayList<>(running.values());
    }

    /** Share of the study that is done, 0 to 1. */
    double share() {
        return trials == 0 ? 1 : (ended.size() + running.values().stream().mapToDouble(Running::share).sum()) / trials;
    }

    /** Trials that have not started are taken to last as long as those of this run; empty before one of these can be judged. */
    OptionalDouble secondsLeft() {
        double longest = 0;
        double left = 0;
        int judged = trained;
        double seconds = trainedSeconds;
        for (Running attempt : running.values()) {
            OptionalDouble own = attempt.secondsLeft();
            if (own.isPresent()) {
                judged++;
                seconds += seconds(attempt) + own.getAsDouble();
                left += own.getAsDouble();
                longest = Math.max(longest, own.getAsDouble());
            }
        }
        if (judged == 0) {
            return OptionalDouble.empty();
        }
        long unjudged = running.values().stream().filter(attempt -> attempt.secondsLeft().isEmpty()).count();
        left += (trials - ended.size() - running.size() + unjudged) * seconds / judged;
        return OptionalDouble.of(Math.max(longest, left / slots));
    }

    private double seconds(Running attempt) {
        return (clock.getAsLong() - attempt.started) / NANOS;
    }
}
