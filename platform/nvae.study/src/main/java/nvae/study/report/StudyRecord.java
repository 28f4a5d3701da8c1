package nvae.study.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.Outcome;
import nvae.study.ledger.Progress;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Metric;
import nvae.study.plan.Plan;
import nvae.study.plan.Trial;
import nvae.study.plan.Variant;
import nvae.study.statistics.Inference;
import nvae.study.statistics.PairedDifference;

/**
 * A study as its folder holds it at one moment.
 *
 * @param results the base first; variants that repeat another's configuration are left out
 * @param unplanned trials that an earlier form of the manifest asked for
 */
record StudyRecord(Path folder, StudyFile file, List<VariantResult> results, List<TrialEntry> unplanned) {

    static StudyRecord read(Path folder) throws IOException {
        StudyFile file = StudyFile.read(folder);
        try (Ledger ledger = Ledger.read(folder)) {
            Map<String, TrialEntry> byId =
                    ledger.entries().stream().collect(Collectors.toMap(entry -> entry.trial().id(), Function.identity()));
            List<VariantResult> results = new ArrayList<>();
            for (Variant variant : file.plan().variants()) {
                if (!variant.isDuplicate()) {
                    results.add(new VariantResult(variant,
                            file.plan().trialsOf(variant).stream().map(trial -> entry(trial, byId)).toList()));
                }
            }
            file.plan().trials().forEach(trial -> byId.remove(trial.id()));
            return new StudyRecord(folder, file, results, List.copyOf(byId.values()));
        }
    }

    /** A trial that the ledger has not heard of yet is planned. */
    private static TrialEntry entry(Trial trial, Map<String, TrialEntry> byId) {
        return byId.getOrDefault(trial.id(),
                new TrialEntry(trial, true, TrialState.PLANNED, Progress.NONE, List.of(), Outcome.NONE));
    }

    Plan plan() {
        return file.plan();
    }

    Metric primary() {
        return plan().metrics().primary();
    }

    /** The variant that all others are compared with. */
    VariantResult base() {
        return results.stream().filter(result -> result.variant().isBase()).findFirst().orElseThrow();
    }

    /** All others. */
    List<VariantResult> changed() {
        return results.stream().filter(result -> !result.variant().isBase()).toList();
    }

    /** A variant against the base by the primary metric. */
    PairedDifference difference(VariantResult result) {
        return PairedDifference.of(result.bySeed(primary()), base().bySeed(primary()));
    }

    /** How differences are judged. */
    Inference inference() {
        return plan().metrics().inference();
    }

    boolean lowerIsBetter() {
        return primary().better() == Metric.Better.LOWER;
    }

    /** All trials of the plan, variant by variant. */
    List<TrialEntry> entries() {
        return results.stream().flatMap(result -> result.entries().stream()).toList();
    }

    long count(Predicate<TrialState> state) {
        return results.stream().mapToLong(result -> result.count(state)).sum();
    }

    /** Whether some trial may still change the figures. */
    boolean isProvisional() {
        return count(state -> !state.isFinal()) > 0;
    }

    RunRecord run(Trial trial) {
        return new RunRecord(folder.resolve(trial.shortId()));
    }
}
