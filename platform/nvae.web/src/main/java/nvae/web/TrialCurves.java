package nvae.web;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The curves in one trial's {@code metrics.jsonl}, read as the file grows; for one thread at a time. Their names: {@code train.nelbo},
 * {@code test.kl}, {@code train.learningRate} and so on; {@code train.klPerGroup.0} is the KL of the group of the smallest resolution.
 */
final class TrialCurves {
    /** KL per group, as a family of curves. */
    static final String KL_PER_GROUP = "klPerGroup";

    private static final Set<String> SCALARS =
            Set.of("nelbo", "recon", "kl", "loss", "klCoefficient", "learningRate", "imagesPerSecond");

    private final GrowingFile file;
    private final Map<String, Curve> curves = new LinkedHashMap<>();
    private long lines;

    TrialCurves(Path metrics) {
        file = new GrowingFile(metrics);
    }

    /**
     * Reads what has been written since the last time.
     *
     * @param bytes at most about so many
     * @return whether there was anything
     */
    boolean read(long bytes) throws IOException {
        return file.read(bytes, this::line, this::forget);
    }

    /** How many lines have been read; changes whenever the curves do. */
    long lines() {
        return lines;
    }

    /** The curves of a name: one, or one a group, under the given name or with the group's number behind a colon. */
    void put(String metric, String name, Map<String, Curve> into) {
        if (metric.endsWith("." + KL_PER_GROUP)) {
            for (int group = 0; curves.containsKey(metric + "." + group); group++) {
                into.put(name + ":" + group, curves.get(metric + "." + group));
            }
        } else if (curves.containsKey(metric)) {
            into.put(name, curves.get(metric));
        }
    }

    private void forget() {
        curves.clear();
        lines = 0;
    }

    /** A line that is no JSON object is what a killed worker left; it counts for nothing. */
    private void line(String text) {
        lines++;
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setLenient(true);
            object(json);
        } catch (IOException | IllegalStateException | NumberFormatException broken) {
            return;
        }
    }

    private void object(JsonReader json) throws IOException {
        String kind = null;
        long step = -1;
        Map<String, Double> scalars = new LinkedHashMap<>();
        List<Double> groups = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (name.equals("kind")) {
                kind = json.nextString();
            } else if (name.equals("step")) {
                step = json.nextLong();
            } else if (name.equals(KL_PER_GROUP) && json.peek() == JsonToken.BEGIN_ARRAY) {
                json.beginArray();
                while (json.hasNext()) {
                    groups.add(number(json));
                }
                json.endArray();
            } else if (SCALARS.contains(name)) {
                scalars.put(name, number(json));
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        if (kind == null || step < 0) {
            throw new MalformedJsonException("no metrics");
        }
        add(kind, step, scalars, groups);
    }

    private void add(String kind, long step, Map<String, Double> scalars, List<Double> groups) {
        scalars.forEach((name, value) -> curve(kind + "." + name).add(step, value));
        for (int group = 0; group < groups.size(); group++) {
            curve(kind + "." + KL_PER_GROUP + "." + group).add(step, groups.get(group));
        }
    }

    private Curve curve(String name) {
        return curves.computeIfAbsent(name, unused -> new Curve());
    }

    private static double number(JsonReader json) throws IOException {
        if (json.peek() == JsonToken.NUMBER || json.peek() == JsonToken.STRING) {
            return json.nextDouble();
        }
        json.skipValue();
        return Double.NaN;
    }
}
