package nvae.study.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nvae.study.ledger.TrialEntry;

/**
 * What the trials' {@code provenance.json} say, sorted into what all agree on and what they do not.
 *
 * @param byTrial label of a trial to its facts, nested ones under dotted names
 */
record TrialFacts(Map<String, Map<String, String>> byTrial) {
    /** They have tables of their own, or differ by their nature. */
    private static final Set<String> SHOWN_ELSEWHERE =
            Set.of("bundles", "trial", "variant", "seed", "configuration", "pid", "slot", "attempts");

    static TrialFacts read(StudyRecord study) throws IOException {
        Map<String, Map<String, String>> byTrial = new LinkedHashMap<>();
        for (TrialEntry entry : study.entries()) {
            Map<String, Object> provenance = new LinkedHashMap<>(study.run(entry.trial()).provenance());
            provenance.keySet().removeAll(SHOWN_ELSEWHERE);
            if (!provenance.isEmpty()) {
                Map<String, String> facts = new LinkedHashMap<>();
                flatten("", provenance, facts);
                byTrial.put(entry.trial().variant() + ", seed " + entry.trial().seed(), facts);
            }
        }
        return new TrialFacts(byTrial);
    }

    Map<String, String> common() {
        Map<String, String> common = new LinkedHashMap<>();
        names().stream().filter(name -> values(name).size() == 1)
                .forEach(name -> common.put(name, values(name).iterator().next()));
        return common;
    }

    List<String> differing() {
        return names().stream().filter(name -> values(name).size() > 1).toList();
    }

    /** Puts a nested map's leaves under dotted names. */
    static void flatten(String prefix, Object node, Map<String, String> into) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, child) -> flatten(prefix.isEmpty() ? name.toString() : prefix + "." + name, child, into));
        } else if (node instanceof List<?> list) {
            into.put(prefix, list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        } else if (node != null) {
            into.put(prefix, node.toString());
        }
    }

    private Set<String> names() {
        return byTrial.values().stream().flatMap(facts -> facts.keySet().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> values(String name) {
        return byTrial.values().stream().map(facts -> facts.get(name)).filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
