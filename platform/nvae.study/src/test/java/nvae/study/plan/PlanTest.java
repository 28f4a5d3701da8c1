package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nvae.study.manifest.Sha256;
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
    void fewSeedsAreAWarning() {
        assertThat(desk.warnings(Desk.BASE + SCALES.replace("2, ", "")))
                .containsExactly("study.yaml:1:1: warning: one seed shows no spread: a difference may be chance. Use seeds: [1, 2, "
                        + "3] or more.");
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2]\n" + SCALES.replace("2, ", "")))
                .containsExactly("study.yaml:1:1: warning: 2 seeds: an exact paired test of two variants cannot give p below 0.5. "
                        + "Use six seeds or more if p < 0.05 is to be reached.");
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2, 3, 4, 5, 6]\n" + SCALES.replace("2, ", ""))).isEmpty();
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
