package nvae.study.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two changes of the base that a study tries alone and together, so that their interaction can be told. */
public record ChangePair(Variant first, Variant second, Variant both) {

    /**
     * All pairs of these variants. Pairs of which one side is a pair itself are left out: what they say is in the smaller ones.
     *
     * @param changed variants with distinct levels, the base not among them
     */
    public static List<ChangePair> of(List<Variant> changed) {
        Map<Map<String, String>, Variant> byLevels = changed.stream().collect(Collectors.toMap(Variant::levels, Function.identity()));
        List<ChangePair> pairs = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            Variant first = changed.get(i);
            for (Variant second : changed.subList(i + 1, changed.size())) {
                Map<String, String> levels = new HashMap<>(second.levels());
                if (Collections.disjoint(levels.keySet(), first.levels().keySet())) {
                    levels.putAll(first.levels());
                    if (byLevels.containsKey(levels)) {
                        pairs.add(new ChangePair(first, second, byLevels.get(levels)));
                    }
                }
            }
        }
        Set<Variant> together = pairs.stream().map(ChangePair::both).collect(Collectors.toSet());
        return pairs.stream().filter(pair -> !together.contains(pair.first) && !together.contains(pair.second)).toList();
    }
}
