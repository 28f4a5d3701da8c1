package nvae.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nvae.training.evaluation.Bound;

/** Remembers what happened. */
class Recorder implements TrainingObserver {
    final List<TrainMetrics> trained = new ArrayList<>();
    final List<Bound> tested = new ArrayList<>();
    final List<Long> saved = new ArrayList<>();
    final List<Path> drawn = new ArrayList<>();

    @Override
    public void trained(TrainMetrics metrics) {
        trained.add(metrics);
    }

    @Override
    public void evaluated(long step, long epoch, Bound test) {
        tested.add(test);
    }

    @Override
    public void saved(long step) {
        saved.add(step);
    }

    @Override
    public void drawn(long step, String name, Path png) {
        drawn.add(png);
    }
}
