package nvae.worker;

import ai.djl.Device;
import ai.djl.engine.Engine;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.training.checkpoint.AtomicFile;

/** {@code provenance.json}: what a trial ran on and was made of, and when, attempt by attempt. */
final class Provenance {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();
    private static final String ATTEMPTS = "attempts";

    private final Path file;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<Map<String, Object>> attempts;
    private final Map<String, Object> attempt = new LinkedHashMap<>();

    /** What is read of a file from earlier attempts. */
    private record Earlier(List<Map<String, Object>> attempts) {}

    /** Collects what is known at the start. Attempts that the file knows already are kept. */
    Provenance(Path file, Assignment assignment, Engine engine, Device device) {
        this.file = file;
        attempts = attemptsIn(file);
        facts.put("trial", assignment.trial());
        facts.put("variant", assignment.variant());
        facts.put("seed", assignment.seed());
        facts.put("engine", engine.getEngineName());
        facts.put("engineVersion", engine.getVersion());
        facts.put("device", device.toString());
        facts.put("threads", assignment.threads());
        facts.put("ompNumThreads", System.getenv("OMP_NUM_THREADS"));
        facts.put("allocator", Allocator.inUse());
        facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        facts.put("cpu", cpu());
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("gitCommit", assignment.arguments().get("gitCommit"));
        facts.put("bundles", assignment.bundles());
    }

    private static List<Map<String, Object>> attemptsIn(Path file) {
        List<Map<String, Object>> attempts = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                Earlier earlier = GSON.fromJson(Files.readString(file), Earlier.class);
                attempts.addAll(earlier == null || earlier.attempts == null ? List.of() : earlier.attempts);
            } catch (IOException | JsonParseException e) {
                attempts.add(Map.of("lost", "earlier attempts could not be read: " + e.getMessage()));
            }
        }
        return attempts;
    }

    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Writes what is known before training. */
    void started(String datasetDigest, long resumedAt) throws IOException {
        facts.put("dataset", datasetDigest);
        attempt.put("started", Instant.now().toString());
        attempt.put("resumedAt", resumedAt);
        attempt.put("pid", ProcessHandle.current().pid());
        attempts.add(attempt);
        write();
    }

    /** Writes the end of a trial that went well. */
    void ended() throws IOException {
        attempt.put("ended", Instant.now().toString());
        write();
    }

    private void write() throws IOException {
        facts.put(ATTEMPTS, attempts);
        AtomicFile.write(file, GSON.toJson(facts) + "\n");
    }
}
