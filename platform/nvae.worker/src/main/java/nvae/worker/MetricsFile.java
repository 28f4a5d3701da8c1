package nvae.worker;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.training.TrainMetrics;
import nvae.training.checkpoint.AtomicFile;
import nvae.training.evaluation.Bound;

/** {@code metrics.jsonl}: what was measured on the way, one JSON object a line. */
final class MetricsFile implements AutoCloseable {
    private static final Gson GSON = new Gson();

    private final BufferedWriter writer;

    /**
     * Opens it, to go on after a step: lines of later steps, and a line that a crash has cut, are dropped.
     *
     * @param resumedAt steps done; 0 for a new run
     */
    MetricsFile(Path file, long resumedAt) throws IOException {
        if (Files.exists(file)) {
            List<String> kept = Files.readAllLines(file).stream().filter(line -> isUpTo(line, resumedAt)).toList();
            AtomicFile.write(file, String.join("", kept.stream().map(line -> line + "\n").toList()));
        }
        writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static boolean isUpTo(String line, long step) {
        try {
            JsonElement parsed = JsonParser.parseString(line);
            return parsed instanceof JsonObject object && object.get("step") != null && object.get("step").getAsLong() <= step;
        } catch (JsonParseException | UnsupportedOperationException | NumberFormatException e) {
            return false;
        }
    }

    void train(TrainMetrics metrics) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "train");
        line.put("step", metrics.step());
        line.put("epoch", metrics.epoch());
        line.put("seconds", metrics.seconds());
        line.put("loss", metrics.loss());
        line.put("recon", metrics.recon());
        line.put("kl", metrics.kl());
        line.put("nelbo", metrics.nelbo());
        line.put("klCoefficient", metrics.klCoefficient());
        line.put("learningRate", metrics.learningRate());
        line.put("klPerGroup", metrics.klPerGroup());
        line.put("regularizers", metrics.regularizers());
        line.put("imagesPerSecond", metrics.imagesPerSecond());
        metrics.gradientNorm().ifPresent(norm -> line.put("gradientNorm", norm));
        metrics.skippedSteps().ifPresent(steps -> line.put("skippedSteps", steps));
        write(line);
    }

    void test(long step, long epoch, Bound bound) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "test");
        line.put("step", step);
        line.put("epoch", epoch);
        line.put("nelbo", bound.nelbo());
        line.put("recon", bound.recon());
        line.put("kl", bound.kl());
        line.put("klPerGroup", bound.klPerGroup());
        write(line);
    }

    private void write(Map<String, Object> line) throws IOException {
        writer.write(GSON.toJson(line));
        writer.newLine();
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
