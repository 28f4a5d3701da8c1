package nvae.worker;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.tensor.Tensors;
import nvae.model.StepLaps;
import nvae.model.StepPart;
import nvae.training.Compiled;
import nvae.training.Composition;
import nvae.training.StepWindow;
import nvae.training.data.Batch;
import nvae.training.data.TrainingBatches;

/**
 * Times training steps as a trial does them. The learning rate is zero, which costs the same and leaves the model as it is.
 *
 * <p>Memory is looked at on the way: a leak shows as resident bytes, or arrays, that grow from reading to reading.
 */
final class TrainingBenchmark {
    private static final float STANDING_STILL = 0f;
    private static final int READINGS = 20;
    private static final int MOST_TAKEN_APART = 10;
    private static final int STEPS_PROFILED = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Composition composition;
    private final long seed;
    private final Events events;
    private final int warmUp;
    private final int steps;
    private final List<Map<String, Object>> memory = new ArrayList<>();
    private final Breakdown breakdown;
    private double firstStepDone;

    /**
     * @param warmUp steps that are done first and not counted; the first of them is the process's first
     * @param steps that are counted
     */
    TrainingBenchmark(Composition composition, long seed, Events events, int warmUp, int steps) {
        this.composition = composition;
        this.seed = seed;
        this.events = events;
        this.warmUp = warmUp;
        this.steps = steps;
        this.breakdown = new Breakdown(composition.learner().manager());
    }

    /** Where the time of a step goes, after {@link #run}. */
    Map<String, Object> breakdown() {
        return breakdown.report();
    }

    /**
     * What the engine's operators take, after {@link #run}.
     *
     * @param folder for the engine's own list
     * @throws IllegalArgumentException if the engine cannot tell
     */
    List<Map<String, Object>> operators(Path folder) throws InterruptedException, IOException {
        NDManager manager = composition.learner().manager();
        try (TrainingBatches batches = new TrainingBatches(composition.training(), composition.options().batchSize(), seed, 0);
                StepWindow window = window()) {
            Tensors.awaitAll(manager);
            OperatorProfile profile = OperatorProfile.begin(manager.getEngine(), folder);
            for (int i = 0; i < STEPS_PROFILED; i++) {
                step(warmUp + i, batches.next(), window);
            }
            Tensors.awaitAll(manager);
            return profile.report(STEPS_PROFILED);
        }
    }

    private StepWindow window() {
        return new StepWindow(composition.learner().manager(), composition.learner().model().hierarchy().size());
    }

    /** Seconds from the process's start to the end of its first step. */
    double firstStepDone() {
        return firstStepDone;
    }

    Map<String, Object> run() throws InterruptedException {
        int batchSize = composition.options().batchSize();
        List<Double> seconds = new ArrayList<>();
        long processor = 0;
        long peakBytes;
        Compiled compiled = composition.learner().compiled();
        long composedBytes = Memory.residentBytes();
        try (TrainingBatches batches = new TrainingBatches(composition.training(), batchSize, seed, 0);
                StepWindow window = window()) {
            for (int step = 0; step < warmUp + steps; step++) {
                if (step == warmUp) {
                    processor = Processor.nanos();
                    compiled = composition.learner().compiled();
                }
                long begin = System.nanoTime();
                step(step, batches.next(), window);
                if (step >= warmUp) {
                    seconds.add((System.nanoTime() - begin) / NANOS_PER_SECOND);
                    readMemory(step - warmUp + 1);
                }
                if (step == 0) {
                    firstStepDone = Benchmark.secondsSinceStart();
                }
            }
            processor = Processor.nanos() - processor;
            peakBytes = Memory.peakBytes();
            takeApart(batches, window);
        }
        Spread spread = Spread.of(seconds);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("secondsPerStep", spread.report());
        report.put("imagesPerSecond", spread.map(each -> batchSize / each).report());
        report.put("processorSecondsPerStep", processor / NANOS_PER_SECOND / steps);
        report.put("warmUp", warmUp);
        report.put("compiled", compiled.graph());
        if (!compiled.graph()) {
            report.put("notCompiled", compiled.reason());
        }
        report.put("memory", memory);
        report.put("composedMemoryBytes", composedBytes);
        report.put("peakMemoryBytes", peakBytes);
        return report;
    }

    private void step(long step, Batch batch, StepWindow window) {
        composition.learner().step(batch, step, STANDING_STILL, window);
        window.drain();
        events.alive();
    }

    private void takeApart(TrainingBatches batches, StepWindow window) throws InterruptedException {
        StepLaps laps = composition.learner().model().laps();
        laps.follow(breakdown::done);
        for (int i = 0; i < Math.min(steps, MOST_TAKEN_APART); i++) {
            breakdown.begin();
            Batch batch = batches.next();
            breakdown.done(StepPart.DATA);
            step(warmUp + steps + i, batch, window);
            breakdown.end();
        }
        laps.unfollow();
    }

    private void readMemory(int step) {
        if (step == 1 || step * (long) READINGS / steps > (step - 1) * (long) READINGS / steps) {
            memory.add(Map.of(
                    "step", step, "residentBytes", Memory.residentBytes(),
                    "arrays", composition.learner().manager().getManagedArrays().size()));
        }
    }
}
