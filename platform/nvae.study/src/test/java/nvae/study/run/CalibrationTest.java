package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.Outcome;
import nvae.study.manifest.Source;
import nvae.study.plan.Estimate;
import nvae.study.plan.FailurePolicy;
import nvae.study.plan.Metric;
import nvae.study.plan.Metrics;
import nvae.study.plan.Overrides;
import nvae.study.plan.Plan;
import nvae.study.plan.RetryPolicy;
import nvae.study.plan.Trial;
import nvae.study.plan.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalibrationTest {
    private static final Slot SLOT = new Slot("cpu:0", OptionalInt.empty(), 2);

    private final List<Trial> trials = TrialFixture.trials(List.of("base", "gate=none"), List.of(1L, 2L));

    private final ScriptedLauncher launcher = new ScriptedLauncher((assignment, events) -> {
        assertThat(assignment.mode()).isEqualTo(Assignment.Mode.MEASURE);
        events.accept(Map.of("event", "measured", "parameters", 1000, "secondsPerStep", 0.5, "steps", 40, "peakMemoryBytes", 1));
        return 0;
    });

    @TempDir
    private Path runs;

    @Test
    void oneWorkerMeasuresAVariantForAllItsSeeds() throws Exception {
        List<String> measured = new ArrayList<>();
        Plan plan = new Calibration(runs, launcher, SLOT).measure(plan(), DoneTrials.none(), variant -> measured.add(variant.label()));

        assertThat(measured).containsExactly("base", "gate=none");
        assertThat(plan.estimates()).hasSize(4).allSatisfy((id, estimate) -> assertThat(estimate).isEqualTo(new Estimate(1000L, 20.0)));
    }

    @Test
    void aMeasurementIsKeptForTheNextTime() throws Exception {
        Plan first = new Calibration(runs, launcher, SLOT).measure(plan(), DoneTrials.none(), variant -> {});
        Plan second = new Calibration(runs, launcher, SLOT).measure(plan(), DoneTrials.none(), variant -> {});
        assertThat(launcher.launched()).hasSize(2);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void aVariantThatHasBeenTrainedIsNotMeasured() throws Exception {
        Path study = runs.resolve("earlier");
        try (Ledger ledger = Ledger.open(study)) {
            ledger.plan(trials);
            ledger.start(trials.get(1).id(), "cpu:0");
            ledger.done(trials.get(1).id(), new Outcome(Map.of("parameters", 900.0, "seconds", 12.0), List.of()));
        }
        List<String> measured = new ArrayList<>();
        Plan plan = new Calibration(runs, launcher, SLOT)
                .measure(plan(), DoneTrials.under(new RunsFolder(runs)), variant -> measured.add(variant.label()));
        assertThat(measured).containsExactly("base");
        assertThat(plan.estimates().get(trials.get(3).id())).isEqualTo(new Estimate(900L, 12.0));
    }

    @Test
    void aModelThatCannotBeComposedIsReportedWithTheWorkersMessage() {
        ScriptedLauncher refusing = new ScriptedLauncher((assignment, events) -> {
            events.accept(Map.of("event", "failed", "reason", "input", "message", "3 channels cannot be halved"));
            return 3;
        });
        assertThatThrownBy(() -> new Calibration(runs, refusing, SLOT).measure(plan(), DoneTrials.none(), variant -> {}))
                .isInstanceOf(RunException.class).hasMessage("3 channels cannot be halved");
    }

    private Plan plan() {
        List<Variant> variants = List.of(
                new Variant("base", Map.of(), Map.of(), null), new Variant("gate=none", Map.of("gate", "none"), Map.of(), null));
        return new Plan("study", "", new Source("study.yaml", "", ""), List.of(), Overrides.NONE, Map.of(), variants, List.of(1L, 2L),
                trials, new Metrics(Metric.TEST_NELBO, List.of(Metric.TEST_NELBO)), new RetryPolicy(2), FailurePolicy.CONTINUE, List.of(),
                Map.of());
    }
}
