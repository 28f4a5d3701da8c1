package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.Outcome;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking over what another study has done. */
final class DoneTrialsTest {
    private static final Trial TRIAL = TrialFixture.trial("base", 1);

    @TempDir
    private Path runs;

    @Test
    void aCopyThatWasBrokenOffIsNoFinishedTrial() throws Exception {
        Path other = runs.resolve("other");
        try (Ledger ledger = Ledger.open(other)) {
            ledger.plan(List.of(TRIAL));
            ledger.start(TRIAL.id(), "cpu:0");
            Files.writeString(Files.createDirectories(other.resolve(TRIAL.shortId())).resolve("last.safetensors"), "weights");
            ledger.done(TRIAL.id(), new Outcome(Map.of("testNelbo", 250.5), List.of()));
        }
        Path own = runs.resolve("own");
        try (Ledger ledger = Ledger.open(own)) {
            ledger.plan(List.of(TRIAL));
        }

        DoneTrials.beside(own).find(TRIAL.id()).orElseThrow().copyTo(own.resolve(TRIAL.shortId()));

        assertThat(own.resolve(TRIAL.shortId()).resolve("last.safetensors")).hasContent("weights");
        try (Ledger ledger = Ledger.open(own)) {
            assertThat(ledger.entries()).extracting(TrialEntry::state).containsExactly(TrialState.PLANNED);
        }
    }
}
