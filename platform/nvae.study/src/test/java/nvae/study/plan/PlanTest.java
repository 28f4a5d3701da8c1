package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.study.manifest.Sha256;
import nvae.study.statistics.Inference;
import nvae.study.statistics.IntervalMethod;
import nvae.study.statistics.PairedTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan tells besides its trials. */
class PlanTest {
    private static final String SCALES = "axes: {scales: {path: model.scales, values: [2, 3]}}\n";

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void openDesk() {
        desk = new Desk(folder);
    }

    @Test
    void policiesAndMetricsHaveDefaults() {
        Plan plan = desk.plan(Desk.BASE);
        assertThat(plan.retry()).isEqualTo(new RetryPolicy(2));
        assertThat(plan.onFailure()).isEqualTo(FailurePolicy.CONTINUE);
        assertThat(plan.seeds()).containsExactly(1L);
        assertThat(plan.metrics().primary()).isEqualTo(Metric.TEST_NELBO);
        assertThat(plan.metrics().report()).startsWith(Metric.TEST_NELBO).contains(Metric.BITS_PER_DIMENSION);
    }

    @Test
    void policiesAndMetricsAreRead() {
        Plan plan = desk.plan(Desk.BASE + "retry: {crashes: 0}\nonFailure: stop\nmetrics: {primary: testNll, report: [kl, seconds]}\n");
        assertThat(plan.retry()).isEqualTo(new RetryPolicy(0));
        assertThat(plan.onFailure()).isEqualTo(FailurePolicy.STOP);
        assertThat(plan.metrics()).isEqualTo(new Metrics(Metric.TEST_NLL, List.of(Metric.TEST_NLL, Metric.KL, Metric.SECONDS)));
    }

    @Test
    void theManifestIsKeptAsItWasRead() {
        Plan plan = desk.plan(Desk.BASE);
        assertThat(plan.manifest().text()).isEqualTo(Desk.BASE);
        assertThat(plan.manifest().sha256()).isEqualTo(Sha256.hex(Desk.BASE.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(plan.manifest().path()).endsWith("study.yaml");
    }

    @Test
    void cellsThatResampleMayBeNamedApart() {
        Plan plan = desk.plan(Desk.BASE + "axes: {up: {path: model.cells.decoder.up.cell, values: [regular]}}\n");
        Trial base = plan.trials().get(0);
        Trial changed = plan.trials().get(1);
        assertThat(at(base, "model", "cells", "decoder")).doesNotContainKey("up");
        assertThat(at(changed, "model", "cells", "decoder", "up")).isEqualTo(Map.of("cell", Map.of("name", "regular", "dilation", 1L)));
        assertThat(desk.refused(Desk.BASE, "model.cells.decoder.down.gate=none"))
                .singleElement().asString().contains("unknown key 'down' in model.cells.decoder");
    }

    private static Map<String, Object> at(Trial trial, String... keys) {
        Map<?, ?> place = trial.configuration();
        for (String key : keys) {
            place = (Map<?, ?>) place.get(key);
        }
        Map<String, Object> found = new LinkedHashMap<>();
        place.forEach((key, value) -> found.put(String.valueOf(key), value));
        return found;
    }

    @Test
    void fewSeedsAreAWarning() {
        assertThat(desk.warnings(Desk.BASE + SCALES.replace("2, ", "")))
                .containsExactly("study.yaml:1:1: warning: one seed shows no spread: a difference may be chance. Use seeds: [1, 2, "
                        + "3] or more.");
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2]\n" + SCALES.replace("2, ", "")))
                .containsExactly("study.yaml:1:1: warning: no difference will be clear, however large: 2 seeds cannot go below p = 0.5. "
                        + "Use 6 seeds or more if p < 0.05 is to be reached in one comparison.");
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2, 3, 4, 5, 6]\n" + SCALES.replace("2, ", ""))).isEmpty();
    }

    @Test
    void moreComparisonsNeedMoreSeeds() {
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2, 3, 4, 5, 6]\naxes: {scales: {path: model.scales, values: [3, 4]}}\n"))
                .containsExactly("study.yaml:1:1: warning: no difference will be clear, however large: 6 seeds cannot go below p = 0.0625 "
                        + "over 2 comparisons. Use 7 seeds or more if p < 0.05 is to be reached in 2 comparisons.");
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2, 3]\nmetrics: {test: t}\n" + SCALES.replace("2, ", ""))).isEmpty();
    }

    @Test
    void interactionsNeedSeedsOfTheirOwn() {
        String factorial = "axes: {scales: {path: model.scales, values: [3]}, latents: {path: model.latentChannels, values: [4]}}\n"
                + "designs: [{factorial: [scales, latents]}]\n";
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2, 3]\n" + factorial)).anySatisfy(warning -> assertThat(warning).isEqualTo(
                "study.yaml:1:1: warning: no interaction will be clear, however large: 3 seeds cannot go below p = 0.25. "
                        + "Use 6 seeds or more if p < 0.05 is to be reached in one interaction."));
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2, 3, 4, 5, 6]\n" + factorial)).singleElement().asString()
                .contains("no difference will be clear", "over 3 comparisons");
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2]\n" + SCALES)).noneMatch(warning -> warning.contains("interaction"));
    }

    @Test
    void theTestAndTheConfidenceAreChosenByName() {
        assertThat(desk.plan(Desk.BASE + "metrics: {confidence: 0.9, test: wilcoxon, interval: bootstrap}\n").metrics().inference())
                .isEqualTo(new Inference(0.9, PairedTest.WILCOXON, IntervalMethod.BOOTSTRAP));
        assertThat(desk.plan(Desk.BASE).metrics().inference()).isEqualTo(Inference.DEFAULT);
    }

    @Test
    void aPlanFromBeforeThereWasAChoiceOfTestsCanBeRead() {
        Plan plan = desk.plan(Desk.BASE);
        JsonObject json = JsonParser.parseString(PlanJson.write(plan)).getAsJsonObject();
        assertThat(json.getAsJsonObject("metrics").remove("inference")).isNotNull();
        assertThat(PlanJson.read(json.toString())).isEqualTo(plan);
    }

    @Test
    void noAxesAreAWarning() {
        assertThat(desk.warnings(Desk.BASE))
                .containsExactly("study.yaml:1:1: warning: there are no axes: only the base will be trained. Add 'axes' to compare "
                        + "variants.");
    }

    @Test
    void fewerVariantsKeepTheBaseAndWhatADuplicateRepeats() {
        String axes = "axes: {scales: {path: model.scales, values: [3, 4]}, again: {path: model.scales, values: [3]}}\n";
        Plan plan = desk.plan(Desk.BASE + "seeds: [1, 2]\n" + axes);
        Plan one = plan.only(List.of("scales=4"));
        assertThat(one.variants()).extracting(Variant::label).containsExactly("base", "scales=4");
        assertThat(one.trials()).hasSize(4).isSubsetOf(plan.trials());
        Plan repeated = plan.only(List.of("again=3"));
        assertThat(repeated.variants()).extracting(Variant::label).containsExactly("base", "scales=3", "again=3");
        assertThat(repeated.trials()).extracting(Trial::variant).containsOnly("base", "scales=3");
    }

    @Test
    void whatIsWrittenAsJsonIsReadBack() {
        Plan plan = desk.plan(Desk.BASE + SCALES + "seeds: [1, 2]\n", new Overrides(null, List.of("training.learningRate=1")));
        String first = plan.trials().get(0).id();
        String second = plan.trials().get(1).id();
        Plan measured = plan.withEstimates(Map.of(first, new Estimate(1234L, 5.5), second, new Estimate(9L, null)));
        assertThat(PlanJson.read(PlanJson.write(measured))).isEqualTo(measured);
    }
}
