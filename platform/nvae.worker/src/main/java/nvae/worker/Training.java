package nvae.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.part.Options;
import nvae.api.training.Tracker;
import nvae.api.training.TrackerType;
import nvae.model.ModelSummary;
import nvae.training.Composition;
import nvae.training.TrainingResult;
import nvae.training.checkpoint.CheckpointException;
import nvae.training.checkpoint.CheckpointState;
import nvae.training.checkpoint.Checkpoints;
import nvae.training.evaluation.Evaluator;
import nvae.training.update.AverageInUse;

/** Mode {@code train}: from the last check-point, if there is one, to the end, with everything in the run folder. */
record Training(TrialSession session, Composition composition, ModelSummary summary) {

    private static final String DATASET = "dataset";

    void run(Provenance provenance) throws IOException, InterruptedException {
        Assignment assignment = session.assignment();
        String data = composition.dataset().digest();
        Checkpoints checkpoints = new Checkpoints(session.folder(), assignment.trial());
        CheckpointState start = checkpoints
                .restore(Checkpoints.LAST, composition.learner().state())
                .orElseGet(() -> CheckpointState.start(assignment.trial(), assignment.seed(), Map.of(DATASET, data)));
        requireSameData(start, data);
        ConfigurationFile.write(session.folder().resolve("config.yaml"), assignment.configuration());
        provenance.started(data, start.step());
        try (MetricsFile metrics = new MetricsFile(session.folder().resolve("metrics.jsonl"), start.step());
                Trackers trackers = trackers(start.step())) {
            Reporting reporting = new Reporting(session.events(), metrics, trackers, composition.course().steps());
            TrainingResult result = composition.trainer(checkpoints, reporting).train(start);
            Map<String, Object> done = Map.of("metrics", measured(result, trackers), "klPerGroup", result.test().klPerGroup());
            provenance.ended();
            session.events().send("done", done);
        }
    }

    /** Going on with other images would end in a number of neither; nothing was written so far. */
    private void requireSameData(CheckpointState start, String data) throws CheckpointException {
        String trainedOn = start.digests().getOrDefault(DATASET, data);
        if (!trainedOn.equals(data)) {
            throw new CheckpointException(("dataset: the images have changed since step %d of this trial: their digest was %s and"
                    + " is now %s; put the old images back to go on, or run the study again to train on the new ones; %s is left as it is")
                    .formatted(start.step(), trainedOn, data, session.folder()));
        }
    }

    private Trackers trackers(long resumedAt) throws IOException {
        Assignment assignment = session.assignment();
        List<Tracker> trackers = new ArrayList<>();
        for (Map.Entry<String, Options> entry : Composition.named(assignment.configuration(), "trackers").entrySet()) {
            TrackerType type = session.parts().get(TrackerType.class, TrackerType.KIND, entry.getKey());
            trackers.add(type.open(session.folder(), assignment.configuration(), resumedAt, entry.getValue()));
        }
        return new Trackers(trackers);
    }

    private Map<String, Object> measured(TrainingResult result, Trackers trackers) throws IOException {
        try (AverageInUse average = composition.learner().useAverage()) {
            new Pictures(composition.gallery(session.events()::alive), session.folder().resolve("samples")).draw(result.steps(), trackers);
            return metrics(result);
        }
    }

    private Map<String, Object> metrics(TrainingResult result) {
        Evaluator evaluator = composition.evaluator(session.events()::alive);
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("testNelbo", result.test().nelbo());
        metrics.put("recon", result.test().recon());
        metrics.put("kl", result.test().kl());
        metrics.put("bitsPerDimension", evaluator.bitsPerDimension(result.test().nelbo()));
        if (composition.evaluation().importanceSamples() > 0) {
            metrics.put("testNll", evaluator.importanceWeightedNll(composition.evaluation().importanceSamples()));
        }
        if (composition.evaluation().activeUnits()) {
            metrics.put("activeUnits", result.activeUnits().stream().mapToInt(Integer::intValue).sum());
        }
        metrics.put("trainNelbo", result.trainNelbo());
        composition.learner().skippedSteps().ifPresent(steps -> metrics.put("skippedSteps", steps));
        metrics.put("seconds", result.seconds());
        metrics.put("secondsPerStep", result.secondsPerStep());
        metrics.put("imagesPerSecond", result.imagesPerSecond());
        metrics.put("peakMemoryBytes", Memory.peakBytes());
        metrics.put("parameters", summary.parameters());
        metrics.values().removeIf(value -> value instanceof Double number && !Double.isFinite(number));
        return metrics;
    }
}
