package nvae.worker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import nvae.api.part.PartRef;
import nvae.model.ModelSummary;
import nvae.training.Composition;

/**
 * Mode {@code bench}: how long a training step, an importance-weighted evaluation, sampling and the start take, and where a step's time
 * goes. Leaves nothing behind. Arguments: {@code task}, {@code model} or {@code cells}; for a model {@code steps}, {@code warmUp},
 * {@code rounds}, and {@code operators} for the engine's own profile; for cells see {@link CellsBenchmark}.
 *
 * @param started seconds from the process's start until the engine and the bundles were up
 */
record Benchmark(TrialSession session, Composition composition, ModelSummary summary, double started) {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final int STEPS = 15;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 5;

    /** Seconds since this process started. */
    static double secondsSinceStart() {
        return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / MILLIS_PER_SECOND;
    }

    void run() throws IOException, InterruptedException {
        Arguments arguments = new Arguments(session.assignment().arguments());
        Map<String, Object> result = arguments.choice("task", "model", "cells").equals("cells")
                ? Map.of("cells", new CellsBenchmark(session, composition.options(), composition.learner().manager()).run(arguments))
                : model(arguments);
        session.events().send("done", Map.of("result", result));
    }

    private Map<String, Object> model(Arguments arguments) throws IOException, InterruptedException {
        int rounds = arguments.number("rounds", ROUNDS, 1);
        double composed = secondsSinceStart();
        TrainingBenchmark training = new TrainingBenchmark(
                composition, session.assignment().seed(), session.events(), arguments.number("warmUp", WARM_UP, 1), arguments.number("steps", STEPS, 1));
        Map<String, Object> result = new LinkedHashMap<>(facts());
        result.put("training", training.run());
        result.put("breakdown", training.breakdown());
        if (arguments.flag("operators")) {
            result.put("operators", training.operators(session.folder()));
        }
        result.put("startUp", Map.of("started", started, "composed", composed, "firstStep", training.firstStepDone()));
        result.put("evaluation", new EvaluationBenchmark(composition, session.events(), rounds).run());
        result.put("sampling", new SamplingBenchmark(composition, session.events(), rounds).run());
        result.put("peakMemoryBytes", Memory.peakBytes());
        return result;
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("dataset", PartRef.of(session.assignment().configuration().get("dataset")).name());
        facts.put("parameters", summary.parameters());
        facts.put("groups", summary.groups());
        facts.put("batch", composition.batchShape().getShape());
        return facts;
    }
}
