package nvae.shell;

import com.google.gson.Gson;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nvae.study.run.RunException;
import nvae.study.run.Slot;

/** What a worker measured, for a person or a program. */
final class BenchReport {
    private static final double MEGABYTE = 1e6;
    private static final double MILLIS = 1e3;
    private static final double PERCENT = 100;
    private static final int MOST_OPERATORS = 30;
    private static final String MADE_UP = "synthetic";

    private final String config;
    private final Slot slot;
    private final Map<?, ?> started;
    private final Map<?, ?> result;

    /**
     * Reads a worker's events.
     *
     * @param config as it was asked for
     * @throws RunException if there is no result among them
     */
    BenchReport(List<Map<String, Object>> events, String config, Slot slot) {
        this.config = config;
        this.slot = slot;
        this.started = event(events, "started");
        this.result = map(event(events, "done"), "result");
    }

    private static Map<String, Object> event(List<Map<String, Object>> events, String name) {
        return events.stream().filter(event -> name.equals(event.get("event"))).findFirst()
                .orElseThrow(() -> new RunException("The worker sent no event '" + name + "'; see its log.txt in runs/.bench."));
    }

    /** Everything, in seconds and bytes. */
    Map<String, Object> model() {
        Map<String, Object> report = new LinkedHashMap<>(facts());
        result.forEach((name, value) -> report.put(String.valueOf(name), value));
        report.put("madeUpImages", MADE_UP.equals(result.get("dataset")));
        return report;
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("config", config);
        facts.put("engine", started.get("engine") + " " + started.get("engineVersion"));
        facts.put("device", started.get("device"));
        facts.put("threads", slot.threads());
        facts.put("allocator", started.get("allocator"));
        return facts;
    }

    /** One line a kind of cell, in JSON as {@code torch_twin.py} writes it, or for a person. */
    void cells(PrintWriter out, JsonOutput json) {
        List<?> cells = (List<?>) result.get("cells");
        if (json.wanted()) {
            for (Object cell : cells) {
                Map<Object, Object> line = new LinkedHashMap<>((Map<?, ?>) cell);
                line.replaceAll((name, value) -> value instanceof Double number ? Math.round(number * 100) / 100.0 : value);
                line.put("engine", facts().get("engine"));
                line.put("allocator", facts().get("allocator"));
                out.println(new Gson().toJson(line));
            }
            return;
        }
        out.println(where());
        Table table = new Table("CELL", "NORMALIZATION", "CELLS", "BATCH", "CHANNELS", "SIZE", "GRAPH", "MEDIAN MS", "LEAST MS", "CPU MS");
        for (Object each : cells) {
            Map<?, ?> cell = (Map<?, ?>) each;
            table.row(cell.get("cell"), cell.get("normalization"), cell.get("cells"), cell.get("batch"), cell.get("channels"),
                    cell.get("size"), Boolean.TRUE.equals(cell.get("compiled")) ? "yes" : "no", decimal(cell.get("median_ms")),
                    decimal(cell.get("min_ms")), decimal(cell.get("mean_cpu_ms")));
        }
        table.print(out);
    }

    void print(PrintWriter out) {
        List<?> batch = (List<?>) result.get("batch");
        out.println("%s: %s parameters, %s, batches of %s".formatted(
                config, Words.count(((Number) result.get("parameters")).longValue()),
                Words.several(((Number) result.get("groups")).longValue(), "group"),
                String.join("x", batch.stream().map(String::valueOf).toList())));
        out.println("images: " + result.get("dataset") + (MADE_UP.equals(result.get("dataset")) ? " (made up)" : ""));
        out.println(where());
        out.println();
        Map<?, ?> training = map(result, "training");
        Map<?, ?> evaluation = map(result, "evaluation");
        Map<?, ?> sampling = map(result, "sampling");
        Table table = new Table("", "MEDIAN MS", "QUARTILES", "LEAST", "MOST", "TIMES", "PEAK MB");
        row(table, "training step", map(training, "secondsPerStep"), training);
        row(table, "evaluation of an image, " + evaluation.get("importanceSamples") + " samples", map(evaluation, "secondsPerImage"), evaluation);
        row(table, sampling.get("images") + " images sampled", map(sampling, "seconds"), sampling);
        table.print(out);
        out.println();
        out.println("training: %s images/s; %s ms of processor time a step".formatted(
                Words.number(number(map(training, "imagesPerSecond"), "median")), millis(training, "processorSecondsPerStep")));
        out.println("training: " + (Boolean.TRUE.equals(training.get("compiled"))
                ? "steps ran as one graph" : "steps ran operator by operator, not as one graph: " + training.get("notCompiled")));
        Map<?, ?> startUp = map(result, "startUp");
        out.println("start-up: engine and bundles after %s s, the model after %s s, the first step done after %s s".formatted(
                Words.number(number(startUp, "started")), Words.number(number(startUp, "composed")), Words.number(number(startUp, "firstStep"))));
        memory(out, (List<?>) training.get("memory"));
        out.println();
        breakdown(out, map(result, "breakdown"));
        if (result.get("operators") instanceof List<?> operators) {
            operators(out, operators);
        }
    }

    private static void operators(PrintWriter out, List<?> operators) {
        Table table = new Table("OPERATOR", "CALLS A STEP", "MS A STEP");
        double calls = 0;
        double seconds = 0;
        for (int i = 0; i < operators.size(); i++) {
            Map<?, ?> operator = (Map<?, ?>) operators.get(i);
            calls += number(operator, "calls");
            seconds += number(operator, "seconds");
            if (i < MOST_OPERATORS) {
                table.row(operator.get("operator"), decimal(operator.get("calls")), millis(operator, "seconds"));
            }
        }
        table.row("all", decimal(calls), decimal(MILLIS * seconds));
        out.println();
        table.print(out);
    }

    private void breakdown(PrintWriter out, Map<?, ?> breakdown) {
        out.println("where a step's time goes, if every part waits for the one before (without, they overlap):");
        Table table = new Table("PART", "MEAN MS", "MEDIAN MS", "SHARE %");
        map(breakdown, "parts").forEach((name, value) -> {
            Map<?, ?> part = (Map<?, ?>) value;
            table.row(name, millis(part, "mean"), millis(part, "median"), decimal(PERCENT * number(part, "share")));
        });
        Map<?, ?> step = map(breakdown, "secondsPerStep");
        table.row("whole step", millis(step, "mean"), millis(step, "median"), "");
        table.print(out);
    }

    private void memory(PrintWriter out, List<?> readings) {
        Map<?, ?> first = (Map<?, ?>) readings.get(0);
        Map<?, ?> last = (Map<?, ?>) readings.get(readings.size() - 1);
        out.println("memory: %s MB and %s arrays after step %s, %s MB and %s after step %s".formatted(
                megabytes(first, "residentBytes"), first.get("arrays"), first.get("step"),
                megabytes(last, "residentBytes"), last.get("arrays"), last.get("step")));
    }

    private String where() {
        return facts().get("engine") + " on " + facts().get("device") + ", " + Words.several(slot.threads(), "thread")
                + ", allocator: " + facts().get("allocator");
    }

    private static void row(Table table, String what, Map<?, ?> spread, Map<?, ?> section) {
        table.row(what, millis(spread, "median"), millis(spread, "lowerQuartile") + " to " + millis(spread, "upperQuartile"),
                millis(spread, "least"), millis(spread, "most"), spread.get("count"), megabytes(section, "peakMemoryBytes"));
    }

    private static String millis(Map<?, ?> values, String name) {
        return decimal(MILLIS * number(values, name));
    }

    private static String megabytes(Map<?, ?> values, String name) {
        return Words.count(Math.round(number(values, name) / MEGABYTE));
    }

    private static String decimal(Object value) {
        return String.format(Locale.ROOT, "%.1f", ((Number) value).doubleValue());
    }

    private static double number(Map<?, ?> values, String name) {
        return ((Number) values.get(name)).doubleValue();
    }

    private static Map<?, ?> map(Map<?, ?> values, String name) {
        return (Map<?, ?>) values.get(name);
    }
}
