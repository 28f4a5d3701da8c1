package nvae.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.training.Composition;
import nvae.training.evaluation.Readjustment;
import nvae.training.evaluation.Sampler;

/**
 * Times drawing images from the prior, until they are ready to be written. The first round warms up.
 *
 * @param rounds that are counted
 */
record SamplingBenchmark(Composition composition, Events events, int rounds) {
    private static final int IMAGES = 64;
    private static final double NANOS_PER_SECOND = 1e9;

    Map<String, Object> run() throws IOException {
        int images = composition.evaluation().samples() == 0 ? IMAGES : composition.evaluation().samples();
        int groups = composition.learner().model().hierarchy().size();
        float temperature = (float) composition.evaluation().temperature();
        Sampler sampler = new Sampler(
                composition.learner().model(), composition.learner().manager(), Collections.nCopies(groups, temperature),
                new Readjustment(0, images, Optional.empty(), events::alive));
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            long begin = System.nanoTime();
            sampler.draw(images);
            if (round > 0) {
                seconds.add((System.nanoTime() - begin) / NANOS_PER_SECOND);
            }
            events.alive();
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("seconds", Spread.of(seconds).report());
        report.put("images", images);
        report.put("peakMemoryBytes", Memory.peakBytes());
        return report;
    }
}
