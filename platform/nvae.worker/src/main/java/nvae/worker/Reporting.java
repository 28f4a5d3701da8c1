package nvae.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import nvae.training.TrainMetrics;
import nvae.training.TrainingObserver;
import nvae.training.evaluation.Bound;

/** Passes on what happens in training: to the host, to the run folder, to the trackers. */
final class Reporting implements TrainingObserver {
    private final Events events;
    private final MetricsFile file;
    private final Trackers trackers;
    private final long steps;

    Reporting(Events events, MetricsFile file, Trackers trackers, long steps) {
        this.events = events;
        this.file = file;
        this.trackers = trackers;
        this.steps = steps;
    }

    @Override
    public void trained(TrainMetrics metrics) throws IOException {
        file.train(metrics);
        Map<String, Double> scalars = new LinkedHashMap<>();
        scalars.put("train/loss", metrics.loss());
        scalars.put("train/klCoefficient", metrics.klCoefficient());
        scalars.put("train/learningRate", metrics.learningRate());
        metrics.regularizers().forEach((name, value) -> scalars.put("train/regularizer/" + name, value));
        metrics.gradientNorm().ifPresent(norm -> scalars.put("train/gradientNorm", norm));
        metrics.skippedSteps().ifPresent(skipped -> scalars.put("train/skippedSteps", (double) skipped));
        bound(scalars, "train", new Bound(metrics.recon(), metrics.klPerGroup()));
        trackers.scalars(metrics.step(), scalars);
        Map<String, Object> progress = new LinkedHashMap<>();
        progress.put("step", metrics.step());
        progress.put("steps", steps);
        progress.put("epoch", metrics.epoch());
        progress.put("nelbo", metrics.nelbo());
        progress.put("recon", metrics.recon());
        progress.put("kl", metrics.kl());
        progress.put("learningRate", metrics.learningRate());
        progress.put("imagesPerSecond", metrics.imagesPerSecond());
        events.send("progress", progress);
    }

    @Override
    public void evaluated(long step, long epoch, Bound test) throws IOException {
        file.test(step, epoch, test);
        Map<String, Double> scalars = new LinkedHashMap<>();
        bound(scalars, "test", test);
        trackers.scalars(step, scalars);
        events.send("evaluated", Map.of(
                "step", step, "epoch", epoch, "testNelbo", test.nelbo(), "recon", test.recon(), "kl", test.kl()));
    }

    private static void bound(Map<String, Double> scalars, String prefix, Bound bound) {
        scalars.put(prefix + "/nelbo", bound.nelbo());
        scalars.put(prefix + "/recon", bound.recon());
        scalars.put(prefix + "/kl", bound.kl());
        for (int group = 0; group < bound.klPerGroup().size(); group++) {
            scalars.put(prefix + "/kl/group" + group, bound.klPerGroup().get(group));
        }
    }

    @Override
    public void batchMeasured() {
        events.alive();
    }

    @Override
    public void saved(long step) {
        events.send("checkpoint", Map.of("step", step));
    }

    @Override
    public void drawn(long step, String name, Path png) {
        trackers.image(step, name, png);
    }
}
