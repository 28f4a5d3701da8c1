package nvae.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import nvae.launcher.PyTorchMemory;
import nvae.testkit.ClassPathParts;
import nvae.training.checkpoint.CheckpointState;
import nvae.training.checkpoint.Checkpoints;

/** A trial small enough for a test: three groups at two scales, a few real images. */
public final class TinyTrial {
    static final String ID = "tiny";
    static final long SEED = 3;

    /** Before the first array: tests also train in processes that JUnit did not start. */
    static {
        PyTorchMemory.own();
    }

    private TinyTrial() {}

    /** The configuration with changed options of the section {@code training}. */
    public static Map<String, Object> configuration(Map<String, ?> trainingChanges) {
        Map<String, Object> regular = Map.of(
                "cell", "regular", "normalization", "weight-and-batch", "activation", "swish", "gate", "squeeze-excite");
        Map<String, Object> separable = Map.of(
                "cell", Map.of("name", "separable", "expansion", 2), "normalization", "batch", "activation", "swish", "gate", "squeeze-excite");
        Map<String, Object> model = new LinkedHashMap<>();
        model.putAll(Map.of("scales", 2, "groupsPerScale", 2, "latentChannels", 2, "encoderChannels", 4, "decoderChannels", 4));
        model.putAll(Map.of("preprocessCells", 1, "postprocessCells", 1, "family", "residual-normal", "likelihood", "bernoulli"));
        model.put("cells", Map.of("preprocess", regular, "encoder", regular, "decoder", separable, "postprocess", separable));
        Map<String, Object> training = new LinkedHashMap<>();
        training.putAll(Map.of("epochs", 3, "batchSize", 8, "learningRate", 0.01, "warmupEpochs", 1, "logEvery", 2));
        training.putAll(trainingChanges);
        return Map.of(
                "model", model,
                "dataset", "fashion-mnist-subset",
                "data", Map.of("pad", 2, "binarize", true, "trainImages", 32, "testImages", 20),
                "training", training,
                "regularizers", Map.of("spectral", Map.of("coefficient", 0.01), "batch-norm-scale", Map.of("coefficient", 0.01)),
                "constraints", Map.of("spectral-normalization", Map.of("layers", "decoder/**", "bound", 2, "onlyAbove", true)),
                "kl", "balanced",
                "optimizer", "adamax",
                "evaluation", Map.of("batchSize", 16, "samples", 4, "reconstructions", 4));
    }

    /** The configuration with another cell at a place. */
    public static Map<String, Object> withCells(String place, Map<String, ?> cell) {
        Map<String, Object> configuration = new LinkedHashMap<>(configuration(Map.of()));
        Map<String, Object> model = copy(configuration.get("model"));
        Map<String, Object> cells = copy(model.get("cells"));
        cells.put(place, cell);
        model.put("cells", cells);
        configuration.put("model", model);
        return configuration;
    }

    /** A section of a configuration, to be changed. */
    static Map<String, Object> copy(Object section) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) section).forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    public static Composition compose(NDManager manager, Map<String, ?> trainingChanges) throws IOException {
        return Composition.of(configuration(trainingChanges), new ClassPathParts(), manager, SEED);
    }

    /** Trains in a folder, from its last check-point if it has one. */
    public static TrainingResult train(Path folder, Map<String, ?> trainingChanges, TrainingObserver observer) throws IOException, InterruptedException {
        return train(Engine.getInstance().defaultDevice(), folder, trainingChanges, observer);
    }

    /** Trains on a device, in a folder, from its last check-point if it has one. */
    static TrainingResult train(Device device, Path folder, Map<String, ?> trainingChanges, TrainingObserver observer)
            throws IOException, InterruptedException {
        try (NDManager manager = NDManager.newBaseManager(device);
                Composition composition = compose(manager, trainingChanges)) {
            Checkpoints checkpoints = new Checkpoints(folder, ID);
            CheckpointState start = checkpoints
                    .restore(Checkpoints.LAST, composition.learner().state())
                    .orElseGet(() -> CheckpointState.start(ID, SEED, Map.of()));
            return composition.trainer(checkpoints, observer).train(start);
        }
    }
}
