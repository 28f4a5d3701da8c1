package nvae.worker;

import java.util.Map;
import nvae.model.ModelSummary;
import nvae.training.Composition;
import nvae.training.StepTimes;
import nvae.training.StepWindow;
import nvae.training.data.TrainingBatches;

/** Mode {@code measure}: how big the model is and how long a training step takes. Leaves nothing behind. */
record Measurement(TrialSession session, Composition composition, ModelSummary summary) {
    private static final int STEPS = 6;
    private static final float STANDING_STILL = 0f;

    void run() throws InterruptedException {
        StepTimes times = new StepTimes();
        int batchSize = composition.options().batchSize();
        try (TrainingBatches batches = new TrainingBatches(composition.training(), batchSize, session.assignment().seed(), 0);
                StepWindow window = new StepWindow(composition.learner().manager(), summary.groups())) {
            for (int step = 0; step < STEPS; step++) {
                long begin = System.nanoTime();
                composition.learner().step(batches.next(), step, STANDING_STILL, window);
                times.addSince(begin);
            }
        }
        session.events().send("measured", Map.of(
                "parameters", summary.parameters(), "secondsPerStep", times.median(),
                "steps", composition.course().steps(), "peakMemoryBytes", Memory.peakBytes()));
    }
}
