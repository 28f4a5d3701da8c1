package nvae.worker;

import ai.djl.engine.Engine;
import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nvae.api.part.Parts;
import nvae.testkit.ClassPathParts;

/**
 * A run folder in which a test lets a worker work.
 *
 * @param path the folder
 */
record RunFolder(Path path) {
    private static final Gson GSON = new Gson();

    /** What a worker did. */
    record Outcome(int status, List<Map<String, Object>> events) {
        /** What was sent, in order; signs of life, which come by the clock, are left out. */
        List<Object> names() {
            return events.stream().map(event -> event.get("event")).filter(name -> !name.equals("alive")).toList();
        }

        Map<String, Object> last() {
            return events.get(events.size() - 1);
        }

        Map<String, Object> first(String name) {
            return events.stream().filter(event -> event.get("event").equals(name)).findFirst().orElseThrow();
        }
    }

    /** The configuration of a trial that takes seconds, with changed top-level sections. */
    static Map<String, Object> configuration(Map<String, ?> changes) {
        Map<String, Object> regular =
                Map.of("cell", "regular", "normalization", "weight-and-batch", "activation", "swish", "gate", "none");
        Map<String, Object> model = new LinkedHashMap<>();
        model.putAll(Map.of("scales", 1, "groupsPerScale", 2, "latentChannels", 2, "encoderChannels", 4, "decoderChannels", 4));
        model.putAll(Map.of("preprocessCells", 1, "postprocessCells", 1, "family", "normal", "likelihood", "bernoulli"));
        model.put("cells", Map.of("preprocess", regular, "encoder", regular, "decoder", regular, "postprocess", regular));
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("model", model);
        configuration.put("dataset", Map.of("name", "fashion-mnist-subset"));
        configuration.put("data", Map.of("trainImages", 16, "testImages", 12));
        configuration.put("training", Map.of("epochs", 2, "batchSize", 4, "checkpointEvery", 2, "logEvery", 2));
        configuration.put("regularizers", Map.of("batch-norm-scale", Map.of("coefficient", 0.1), "spectral", false));
        configuration.put("kl", Map.of("name", "balanced"));
        configuration.put("optimizer", Map.of("name", "adamax"));
        configuration.put("trackers", Map.of("csv", Map.of()));
        configuration.put("evaluation", Map.of("importanceSamples", 2, "batchSize", 8, "samples", 4, "reconstructions", 4));
        configuration.putAll(changes);
        return configuration;
    }

    Outcome train(Map<String, ?> changes) throws IOException {
        return run("t1", "train", configuration(changes), Map.of());
    }

    /** A task on the trained model, with a file of its own as a host writes it. */
    Outcome use(Map<String, ?> arguments) throws IOException {
        Map<String, Object> assignment = assignment("t1", "use", configuration(Map.of()), arguments);
        assignment.put("folder", "..");
        return run(Files.createDirectories(path.resolve("use")).resolve("task.json"), GSON.toJson(assignment));
    }

    Outcome run(String trial, String mode, Map<String, ?> configuration, Map<String, ?> arguments) throws IOException {
        return run(GSON.toJson(assignment(trial, mode, configuration, arguments)));
    }

    private static Map<String, Object> assignment(
            String trial, String mode, Map<String, ?> configuration, Map<String, ?> arguments) {
        Map<String, Object> assignment = new LinkedHashMap<>();
        assignment.put("trial", trial);
        assignment.put("variant", "base");
        assignment.put("seed", 5);
        assignment.put("mode", mode);
        assignment.put("configuration", configuration);
        assignment.put("bundles", List.of(Map.of("symbolicName", "nvae.gate", "version", "0.1.0", "sha256", "00ff", "file", "gate.jar")));
        assignment.put("engine", Engine.getInstance().getEngineName().toLowerCase(Locale.ROOT));
        assignment.put("device", configuration.get("device") instanceof String device ? device : "cpu");
        assignment.put("threads", 1);
        assignment.put("arguments", arguments);
        return assignment;
    }

    Outcome run(String trialJson) throws IOException {
        return run(path.resolve("trial.json"), trialJson);
    }

    /** As {@link #train(Map)}, with other parts. */
    Outcome train(Parts parts) throws IOException {
        return run(path.resolve("trial.json"), GSON.toJson(assignment("t1", "train", configuration(Map.of()), Map.of())), parts);
    }

    private static Outcome run(Path file, String json) throws IOException {
        return run(file, json, new ClassPathParts());
    }

    private static Outcome run(Path file, String json, Parts parts) throws IOException {
        Files.writeString(file, json);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = new ConfiguredTrialWorker().run(file, parts, new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Outcome(status, out.toString(StandardCharsets.UTF_8).lines().map(RunFolder::parsed).toList());
    }

    List<Map<String, Object>> metrics() throws IOException {
        return Files.readAllLines(path.resolve("metrics.jsonl")).stream().map(RunFolder::parsed).toList();
    }

    static Map<String, Object> parsed(String json) {
        return GSON.fromJson(json, new TypeToken<Map<String, Object>>() {}.getType());
    }
}
