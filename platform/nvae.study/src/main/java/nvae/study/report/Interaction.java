package nvae.study.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nvae.study.statistics.Comparison;
import nvae.study.statistics.PairedDifference;

/**
 * Two changes that were tried alone and together: what the pair does beyond the sum of both, as a difference of differences,
 * (both - base) - (first - base) - (second - base), seed by seed.
 *
 * @param comparison with no interaction, corrected over all interactions of the study
 */
record Interaction(VariantResult first, VariantResult second, VariantResult both, Comparison comparison) {

    private record Pair(VariantResult first, VariantResult second, VariantResult both) {
        PairedDifference beyondTheSum(StudyRecord study) {
            return study.difference(both).minus(study.difference(first)).minus(study.difference(second));
        }
    }

    /** All pairs of a study; pairs of which one side is a pair itself are left to those. */
    static List<Interaction> of(StudyRecord study) {
        List<Pair> pairs = pairs(study.changed());
        Set<VariantResult> together = pairs.stream().map(Pair::both).collect(Collectors.toSet());
        pairs.removeIf(pair -> together.contains(pair.first()) || together.contains(pair.second()));
        List<Comparison> comparisons =
                study.inference().judge(pairs.stream().map(pair -> pair.beyondTheSum(study)).toList(), study.lowerIsBetter());
        List<Interaction> interactions = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            interactions.add(new Interaction(pair.first(), pair.second(), pair.both(), comparisons.get(i)));
        }
        return interactions;
    }

    private static List<Pair> pairs(List<VariantResult> results) {
        Map<Map<String, String>, VariantResult> byLevels =
                results.stream().collect(Collectors.toMap(result -> result.variant().levels(), result -> result));
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            for (VariantResult second : results.subList(i + 1, results.size())) {
                Map<String, String> levels = new HashMap<>(second.variant().levels());
                if (Collections.disjoint(levels.keySet(), results.get(i).variant().levels().keySet())) {
                    levels.putAll(results.get(i).variant().levels());
                    if (byLevels.containsKey(levels)) {
                        pairs.add(new Pair(results.get(i), second, byLevels.get(levels)));
                    }
                }
            }
        }
        return pairs;
    }

    /** As {@code gate=none × posterior=normal}. */
    String label() {
        return first.label() + " × " + second.label();
    }
}
