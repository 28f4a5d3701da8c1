package nvae.study.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nvae.study.plan.ChangePair;
import nvae.study.statistics.Comparison;
import nvae.study.statistics.PairedDifference;

/**
 * Two changes that were tried alone and together: what the pair does beyond the sum of both, as a difference of differences,
 * (both - base) - (first - base) - (second - base), seed by seed.
 *
 * @param comparison with no interaction, corrected over all interactions of the study
 */
record Interaction(VariantResult first, VariantResult second, VariantResult both, Comparison comparison) {

    /** All pairs of a study; pairs of which one side is a pair itself are left to those. */
    static List<Interaction> of(StudyRecord study) {
        Map<String, VariantResult> results =
                study.changed().stream().collect(Collectors.toMap(result -> result.variant().label(), Function.identity()));
        List<ChangePair> pairs = ChangePair.of(study.changed().stream().map(VariantResult::variant).toList());
        List<PairedDifference> beyondTheSum = pairs.stream()
                .map(pair -> study.difference(results.get(pair.both().label()))
                        .minus(study.difference(results.get(pair.first().label())))
                        .minus(study.difference(results.get(pair.second().label()))))
                .toList();
        List<Comparison> comparisons = study.inference().judge(beyondTheSum, study.lowerIsBetter());
        List<Interaction> interactions = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            ChangePair pair = pairs.get(i);
            interactions.add(new Interaction(results.get(pair.first().label()), results.get(pair.second().label()),
                    results.get(pair.both().label()), comparisons.get(i)));
        }
        return interactions;
    }

    /** As {@code gate=none × posterior=normal}. */
    String label() {
        return first.label() + " × " + second.label();
    }
}
