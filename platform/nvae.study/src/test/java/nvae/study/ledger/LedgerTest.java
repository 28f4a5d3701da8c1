package nvae.study.ledger;

import static nvae.study.ledger.Trials.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nvae.study.plan.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Outcome OUTCOME = new Outcome(Map.of("testNelbo", 101.5, "parameters", 1234.0), List.of(3.5, 0.25));

    private final Trial base = trial("base", 1);
    private final Trial other = trial("gate=none", 1);

    @TempDir
    Path folder;

    @Test
    void keepsWhatATrialIsAndWhatBecameOfIt() {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(List.of(base, other));
            assertThat(ledger.start(base.id(), "cpu:0")).isEqualTo(1);
            ledger.attach(base.id(), 77);
            ledger.progress(base.id(), new Progress(50, 100, 120.25, 33.0));
            ledger.done(base.id(), OUTCOME);
        }
        try (Ledger ledger = Ledger.open(folder)) {
            TrialEntry entry = ledger.entry(base.id());
            assertThat(entry.trial()).isEqualTo(base);
            assertThat(entry.state()).isEqualTo(TrialState.DONE);
            assertThat(entry.outcome()).isEqualTo(OUTCOME);
            assertThat(entry.progress()).isEqualTo(new Progress(50, 100, 120.25, 33.0));
            Attempt attempt = entry.lastAttempt().orElseThrow();
            assertThat(attempt.pid()).isEqualTo(77);
            assertThat(attempt.slot()).isEqualTo("cpu:0");
            assertThat(attempt.end().exitStatus()).isZero();
            assertThat(ledger.entry(other.id()).state()).isEqualTo(TrialState.PLANNED);
            assertThat(ledger.entry(other.id()).progress()).isEqualTo(Progress.NONE);
        }
    }

    @Test
    void neverStartsADoneOrRunningTrial() {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(List.of(base, other));
            ledger.start(base.id(), "cpu:0");
            assertThatThrownBy(() -> ledger.start(base.id(), "cpu:1")).hasMessageContaining("running already");
            ledger.done(base.id(), OUTCOME);
            assertThatThrownBy(() -> ledger.start(base.id(), "cpu:1")).hasMessageContaining("done already");
            assertThat(ledger.entry(base.id()).attempts()).hasSize(1);
        }
    }

    @Test
    void goesOnAfterACrashWithANewAttempt() {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(List.of(base));
            ledger.start(base.id(), "cpu:0");
            ledger.lost(base.id(), Attempt.End.now(134, Attempt.End.CRASH, "The worker crashed."));
            assertThat(ledger.entry(base.id()).state()).isEqualTo(TrialState.LOST);
            assertThat(ledger.start(base.id(), "cpu:1")).isEqualTo(2);
            ledger.failed(base.id(), Attempt.End.now(3, "diverged", "The loss became infinite at step 12."));
            TrialEntry entry = ledger.entry(base.id());
            assertThat(entry.state()).isEqualTo(TrialState.FAILED);
            assertThat(entry.endedBy(Attempt.End.CRASH)).isEqualTo(1);
            assertThat(entry.trouble()).hasValue("The loss became infinite at step 12.");
            ledger.retry(base.id());
            assertThat(ledger.start(base.id(), "cpu:0")).isEqualTo(3);
        }
    }

    @Test
    void keepsResultsWhenThePlanChanges() {
        Trial renamed = new Trial(base.id(), "reference", base.changes(), base.seed(), base.configuration(), base.bundles());
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(List.of(base, other));
            ledger.start(base.id(), "cpu:0");
            ledger.done(base.id(), OUTCOME);
            ledger.plan(List.of(trial("new", 1), renamed));
            assertThat(ledger.entries()).extracting(entry -> entry.trial().variant()).containsExactly("new", "reference", "gate=none");
            assertThat(ledger.entries()).extracting(TrialEntry::inPlan).containsExactly(true, true, false);
            assertThat(ledger.entry(base.id()).outcome()).isEqualTo(OUTCOME);
        }
    }

    @Test
    void undoesAFailedCallAltogether() {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(List.of(base));
            Trial broken = new Trial("x".repeat(64), null, Map.of(), 1, Map.of(), List.of());
            assertThatThrownBy(() -> ledger.plan(List.of(other, broken))).isInstanceOf(LedgerException.class);
            assertThat(ledger.entries()).extracting(TrialEntry::trial).containsExactly(base);
            assertThat(ledger.entry(base.id()).inPlan()).isTrue();
        }
    }

    @Test
    void keepsMetricsThatAreNotFinite() {
        Outcome wild = new Outcome(Map.of("testNelbo", Double.NaN, "loss", Double.POSITIVE_INFINITY), List.of(Double.NaN));
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(List.of(base));
            ledger.start(base.id(), "cpu:0");
            ledger.done(base.id(), wild);
            assertThat(ledger.entry(base.id()).outcome()).isEqualTo(wild);
        }
    }

    @Test
    void readsBesideARunningHost() {
        try (Ledger host = Ledger.open(folder)) {
            host.plan(List.of(base));
            try (Ledger reader = Ledger.read(folder)) {
                host.start(base.id(), "cpu:0");
                assertThat(reader.entry(base.id()).state()).isEqualTo(TrialState.RUNNING);
                assertThatThrownBy(() -> reader.progress(base.id(), Progress.NONE)).isInstanceOf(LedgerException.class);
            }
        }
    }

    @Test
    void whatADeadHostLeftRunningIsReadAsLost() {
        try (Ledger host = Ledger.open(folder)) {
            host.plan(List.of(base));
            host.start(base.id(), "cpu:0");
        }
        try (Ledger reader = Ledger.read(folder)) {
            assertThat(reader.entries()).extracting(TrialEntry::state).containsExactly(TrialState.LOST);
            assertThat(reader.entry(base.id()).trouble()).hasValue("The host ended while this attempt ran.");
            assertThat(reader.entry(base.id()).endedBy(Attempt.End.HOST)).isEqualTo(1);
        }
    }

    @Test
    void saysWhereNoStudyHasRun() {
        assertThatThrownBy(() -> Ledger.read(folder)).hasMessageContaining("no study has been run").hasMessageContaining(folder.toString());
    }

    @Test
    void namesATrialItDoesNotKnow() {
        try (Ledger ledger = Ledger.open(folder)) {
            assertThatThrownBy(() -> ledger.start("nobody", "cpu:0")).hasMessageContaining("nobody");
            assertThatThrownBy(() -> ledger.progress("nobody", Progress.NONE)).hasMessageContaining("nobody");
        }
    }
}
