package nvae.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.training.Composition;
import nvae.training.data.FirstImages;
import nvae.training.data.Images;
import nvae.training.data.TestBatches;
import nvae.training.evaluation.Evaluator;

/**
 * Times the importance-weighted bound on test images, batch by batch as a trial works them off. The first batch warms up.
 *
 * @param rounds batches that are counted, if the test set has so many
 */
record EvaluationBenchmark(Composition composition, Events events, int rounds) {
    private static final double NANOS_PER_SECOND = 1e9;

    Map<String, Object> run() {
        int samples = Math.max(1, composition.evaluation().importanceSamples());
        int imagesAtOnce = Math.max(1, composition.evaluation().batchSize() / samples);
        Images all = composition.test().images();
        int batches = Math.min(1 + rounds, all.size() / imagesAtOnce);
        if (batches < 2) {
            throw new IllegalArgumentException("there are %d test images, too few to time the evaluation of %d at once; use more, or lower"
                    .formatted(all.size(), imagesAtOnce) + " evaluation.batchSize");
        }
        Images first = new Images(FirstImages.of(all.set(), batches * imagesAtOnce, "test"), all.pad(), all.binarize(), all.bits());
        List<Long> ends = new ArrayList<>();
        new Evaluator(
                composition.learner().model(), composition.learner().manager(), new TestBatches(first, composition.evaluation().batchSize()),
                () -> {
                    ends.add(System.nanoTime());
                    events.alive();
                })
                .importanceWeightedNll(samples);
        List<Double> seconds = new ArrayList<>();
        for (int i = 1; i < ends.size(); i++) {
            seconds.add((ends.get(i) - ends.get(i - 1)) / NANOS_PER_SECOND / imagesAtOnce);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("secondsPerImage", Spread.of(seconds).report());
        report.put("importanceSamples", samples);
        report.put("imagesAtOnce", imagesAtOnce);
        report.put("peakMemoryBytes", Memory.peakBytes());
        return report;
    }
}
