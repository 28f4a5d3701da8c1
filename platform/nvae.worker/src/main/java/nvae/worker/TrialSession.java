package nvae.worker;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import nvae.api.part.Parts;
import nvae.model.ModelSummary;
import nvae.training.Composition;

/**
 * One assignment under way: the model is composed on its device, then trained, measured, or used.
 *
 * @param folder the run folder
 */
record TrialSession(Assignment assignment, Path folder, Parts parts, Events events) {

    void run() throws IOException, InterruptedException {
        double started = Benchmark.secondsSinceStart();
        Engine engine = ComputeDevice.engine(assignment.engine());
        Device device = ComputeDevice.of(assignment.device(), engine);
        events.send("started", Map.of(
                "pid", ProcessHandle.current().pid(), "engine", engine.getEngineName(),
                "engineVersion", engine.getVersion(), "device", device.toString(), "allocator", Allocator.inUse()));
        try (NDManager manager = engine.newBaseManager(device);
                Composition composition = composed(manager)) {
            ModelSummary summary = ModelSummary.of(composition.learner().model());
            events.send("composed", Map.of(
                    "parameters", summary.parameters(), "convolutions", summary.convolutions(),
                    "batchNorms", summary.batchNorms(), "groups", summary.groups()));
            switch (assignment.mode()) {
                case TRAIN -> new Training(this, composition, summary)
                        .run(new Provenance(folder.resolve("provenance.json"), assignment, engine, device));
                case MEASURE -> new Measurement(this, composition, summary).run();
                case BENCH -> new Benchmark(this, composition, summary, started).run();
                case USE -> new UseModel(this, composition).run();
                default -> throw new IllegalStateException("unknown mode " + assignment.mode());
            }
        }
    }

    private Composition composed(NDManager manager) {
        try {
            return Composition.of(assignment.configuration(), parts, manager, assignment.seed());
        } catch (IOException e) {
            throw new IllegalArgumentException("dataset: " + e.getMessage(), e);
        }
    }
}
