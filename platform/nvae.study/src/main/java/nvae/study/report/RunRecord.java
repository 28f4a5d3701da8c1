package nvae.study.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a trial has left in its run folder. Anything may be missing: the trial may be young, or may have been killed in mid-line. */
final class RunRecord {
    private static final Gson GSON =
            new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).serializeSpecialFloatingPointValues().create();

    private final Path folder;

    RunRecord(Path folder) {
        this.folder = folder;
    }

    /**
     * One look at the test images during training.
     *
     * @param nelbo nats per image
     * @param klPerGroup nats per image, top-down
     */
    record Evaluation(long step, double epoch, double nelbo, List<Double> klPerGroup) {
        boolean isFinite() {
            return Double.isFinite(nelbo);
        }
    }

    /** The looks at the test images, by step. Where a resumed trial repeated steps, the later line counts. */
    List<Evaluation> evaluations() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        TreeMap<Long, Evaluation> byStep = new TreeMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> line.contains("\"test\"")).map(RunRecord::evaluation).flatMap(Optional::stream)
                    .forEach(evaluation -> byStep.put(evaluation.step(), evaluation));
        }
        return new ArrayList<>(byStep.values());
    }

    private static Optional<Evaluation> evaluation(String line) {
        try {
            Line parsed = GSON.fromJson(line, Line.class);
            return "test".equals(parsed.kind()) ? Optional.of(parsed.toEvaluation()) : Optional.empty();
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    private record Line(String kind, long step, double epoch, double nelbo, List<Double> klPerGroup) {
        Evaluation toEvaluation() {
            return new Evaluation(step, epoch, nelbo, klPerGroup == null ? List.of() : klPerGroup);
        }
    }

    /** Where and with what the trial ran, as the worker wrote it; empty if it did not come that far. */
    Map<String, Object> provenance() throws IOException {
        Path file = folder.resolve("provenance.json");
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            Map<String, Object> provenance = GSON.fromJson(Files.readString(file), new TypeToken<Map<String, Object>>() {}.getType());
            return provenance == null ? Map.of() : provenance;
        } catch (JsonParseException e) {
            return Map.of("provenance.json", "unreadable: " + e.getMessage());
        }
    }

    /** Images drawn from the prior; those of an earlier step if training has not ended. */
    Optional<Path> samples() throws IOException {
        Optional<Path> last = image("samples.png");
        return last.isPresent() ? last : newest("samples-");
    }

    /** Test images above what the model makes of them. */
    Optional<Path> reconstructions() throws IOException {
        Optional<Path> last = image("reconstructions.png");
        return last.isPresent() ? last : newest("reconstructions-");
    }

    private Optional<Path> image(String name) {
        return Optional.of(folder.resolve("samples").resolve(name)).filter(Files::isRegularFile);
    }

    private Optional<Path> newest(String prefix) throws IOException {
        if (!Files.isDirectory(folder.resolve("samples"))) {
            return Optional.empty();
        }
        try (Stream<Path> images = Files.list(folder.resolve("samples"))) {
            return images.filter(image -> image.getFileName().toString().matches(prefix + "\\d+\\.png"))
                    .max(Comparator.comparingLong(image -> step(image, prefix)));
        }
    }

    private static long step(Path image, String prefix) {
        return Long.parseLong(image.getFileName().toString().substring(prefix.length()).replace(".png", ""));
    }
}
