package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench} measures what it says; how long anything takes is not looked at. */
final class BenchTest {
    /** Everything that a step is made of; a part that is missing would hide in another. */
    private static final List<String> PARTS = List.of(
            "data", "encoder", "decoder", "distributions", "regularizers", "backward", "optimizer", "bookkeeping");

    @TempDir
    private Path folder;

    /** A model of two groups that takes milliseconds a step. */
    private static final List<String> SMALL = List.of(
            "--set", "model.groupsPerScale=2", "--set", "model.encoderChannels=4", "--set", "model.decoderChannels=4",
            "--set", "model.latentChannels=2", "--set", "training.batchSize=4", "--set", "evaluation.batchSize=4",
            "--set", "evaluation.importanceSamples=2", "--set", "evaluation.samples=4");
    private static final double ALLOWED_GROWTH = 10e6;

    private JsonObject small(String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of(options));
        line.add("--json");
        return JsonParser.parseString(smallInWords(line.toArray(String[]::new))).getAsJsonObject();
    }

    private String smallInWords(String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of("--config", "cifar32nf", "--rounds", "1"));
        line.addAll(SMALL);
        line.addAll(List.of(options));
        return bench(line.toArray(String[]::new));
    }

    private String bench(String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of("bench"));
        line.addAll(List.of(options));
        Command bench = new Workbench(folder).run(line.toArray(String[]::new));
        assertThat(bench.status()).as(bench.error()).isZero();
        return bench.output();
    }

    @Test
    void theBreakdownHasEveryPartAndAddsUp() throws Exception {
        JsonObject report = small("--steps", "3", "--warm-up", "1", "--set", "training.compile=false");

        JsonObject breakdown = report.getAsJsonObject("breakdown");
        JsonObject parts = breakdown.getAsJsonObject("parts");
        assertThat(parts.keySet()).containsExactlyInAnyOrderElementsOf(PARTS);
        double sum = 0;
        double shares = 0;
        for (String part : PARTS) {
            assertThat(number(parts, part, "mean")).as(part).isPositive();
            sum += number(parts, part, "mean");
            shares += number(parts, part, "share");
        }
        double step = number(breakdown, "secondsPerStep", "mean");
        assertThat(sum).isCloseTo(step, within(0.01 * step));
        assertThat(shares).isCloseTo(1, within(1e-6));

        assertThat(report.get("allocator").getAsString()).isNotIn("", "unknown");
        assertThat(report.get("madeUpImages").getAsBoolean()).isTrue();
        assertThat(number(report, "training", "peakMemoryBytes")).isPositive();
        assertThat(number(report.getAsJsonObject("training"), "secondsPerStep", "count")).isEqualTo(3);
        assertThat(number(report.getAsJsonObject("evaluation"), "secondsPerImage", "median")).isPositive();
        assertThat(number(report.getAsJsonObject("sampling"), "seconds", "median")).isPositive();
        JsonObject start = report.getAsJsonObject("startUp");
        assertThat(start.get("started").getAsDouble()).isPositive().isLessThan(start.get("composed").getAsDouble());
        assertThat(start.get("composed").getAsDouble()).isLessThan(start.get("firstStep").getAsDouble());
    }

    @Test
    void itIsSaidWhetherStepsRanAsAGraphAndIfNotWhy() throws Exception {
        JsonObject report = small("--steps", "2", "--warm-up", "4");
        JsonObject training = report.getAsJsonObject("training");
        assertThat(training.get("compiled").getAsBoolean()).isTrue();
        assertThat(training.has("notCompiled")).isFalse();
        assertThat(report.getAsJsonObject("breakdown").getAsJsonObject("parts").keySet())
                .contains("forward", "backward").doesNotContain("encoder", "decoder");

        assertThat(smallInWords("--steps", "1", "--warm-up", "3"))
                .contains("not as one graph: there is no graph yet: it runs from a process's fifth step on");
        assertThat(smallInWords("--steps", "1", "--warm-up", "1", "--set", "training.compile=false"))
                .contains("not as one graph: training.compile is off");
    }

    @Test
    void theEnginesOwnProfileListsItsOperators() throws Exception {
        JsonArray operators = small("--steps", "1", "--warm-up", "1", "--operators").getAsJsonArray("operators");
        assertThat(operators).extracting(each -> each.getAsJsonObject().get("operator").getAsString()).contains("Convolution", "_backward_Convolution");
        assertThat(operators).allSatisfy(each -> assertThat(each.getAsJsonObject().get("calls").getAsDouble()).isPositive());
    }

    @Test
    @Tag("study")
    void memoryStaysAsItIsOverHundredsOfSteps() throws Exception {
        JsonArray readings = small("--steps", "400", "--warm-up", "100").getAsJsonObject("training").getAsJsonArray("memory");
        JsonObject first = readings.get(0).getAsJsonObject();
        JsonObject last = readings.get(readings.size() - 1).getAsJsonObject();
        assertThat(last.get("step").getAsInt()).isEqualTo(400);
        assertThat(last.get("arrays")).isEqualTo(first.get("arrays"));
        assertThat(last.get("residentBytes").getAsDouble() - first.get("residentBytes").getAsDouble()).isLessThan(ALLOWED_GROWTH);
    }

    @Test
    void cellsAreReportedLineByLineAsTheirTwinReportsThem() throws Exception {
        List<JsonObject> cells = bench(
                "--config", "cells", "--json", "--steps", "2", "--warm-up", "1",
                "--channels", "4", "--batch", "2", "--size", "8", "--cells", "2")
                .lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
        assertThat(cells).extracting(cell -> cell.get("cell").getAsString()).containsExactly("regular", "separable");
        assertThat(cells).allSatisfy(cell -> {
            assertThat(cell.keySet()).contains("channels", "batch", "size", "cells", "median_ms", "min_ms", "mean_cpu_ms", "compiled");
            assertThat(cell.get("min_ms").getAsDouble()).isPositive().isLessThanOrEqualTo(cell.get("median_ms").getAsDouble());
        });
    }

    private static double number(JsonObject json, String section, String name) {
        return json.getAsJsonObject(section).get(name).getAsDouble();
    }
}
