package nvae.study.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nvae.study.manifest.Location;
import nvae.study.manifest.Nearest;
import nvae.study.manifest.Node;
import nvae.study.manifest.Problems;

/** Reads designs, zip and exclude, and makes the combinations of the axes. */
final class Variation {
    /** Beyond this a plan is a slip of the pen. */
    static final int MAX_VARIANTS = 2_000;

    private final List<Axis> axes;
    private final Problems problems;

    Variation(List<Axis> axes, Problems problems) {
        this.axes = axes;
        this.problems = problems;
    }

    /** The variants of a study, the base first; the base alone, with a problem reported, if a design makes too many. */
    List<Combination> combinations(Fields study) {
        List<Unit> units = units(study.list("zip"));
        List<Unit> unused = new ArrayList<>(units);
        Set<Combination> union = new LinkedHashSet<>(List.of(Combination.BASE));
        for (Choice choice : choices(study, units)) {
            if (choice.design().size(choice.units()) > MAX_VARIANTS) {
                String what = "the design '" + choice.design().key() + "' makes more than " + MAX_VARIANTS + " variants";
                problems.error(choice.where(), what, "Name fewer axes, as in {" + choice.design().key() + ": [axis, axis]}.");
                continue;
            }
            union.addAll(choice.design().combinations(choice.units()));
            unused.removeAll(choice.units());
        }
        if (!problems.hasErrors()) {
            unused.forEach(unit -> unit.axes().forEach(axis -> problems.warning(
                    axis.where(), "the axis '" + axis.name() + "' is in no design", "Add a design that uses it, or remove it.")));
        }
        return exclude(study, List.copyOf(union));
    }

    private record Choice(Design design, Location where, List<Unit> units) {}

    private List<Choice> choices(Fields study, List<Unit> units) {
        if (!study.has("designs")) {
            return List.of(new Choice(Design.ONE_AT_A_TIME, study.where("axes"), units));
        }
        List<Choice> choices = new ArrayList<>();
        for (Node design : study.list("designs")) {
            if (design instanceof Node.Scalar name && name.isText()) {
                design(name.text(), name.where()).ifPresent(found -> choices.add(new Choice(found, name.where(), units)));
            } else if (design instanceof Node.Mapping mapping && mapping.keys().size() == 1) {
                String name = mapping.keys().iterator().next();
                Fields fields = new Fields("designs", mapping, problems);
                design(name, mapping.where())
                        .ifPresent(found -> choices.add(new Choice(found, mapping.where(), unitsOf(fields.texts(name), units))));
            } else {
                problems.error(
                        design.where(),
                        "a design is a name, or one name with a list of axes, not " + design.describe(),
                        "Write one-at-a-time, or {factorial: [axis, axis]}.");
            }
        }
        if (study.node("designs").orElseThrow() instanceof Node.Sequence designs && designs.items().isEmpty()) {
            problems.error(designs.where(), "there is no design", "Write designs: [one-at-a-time], or leave the key out.");
        }
        return choices;
    }

    private Optional<Design> design(String key, Location where) {
        for (Design design : Design.values()) {
            if (design.key().equals(key)) {
                return Optional.of(design);
            }
        }
        problems.error(where, "unknown design '" + key + "'", Nearest.sentence(key, Design.keys()));
        return Optional.empty();
    }

    private List<Unit> unitsOf(List<Node.Scalar> names, List<Unit> units) {
        names.forEach(name -> axis(name.text(), name.where()));
        return units.stream().filter(unit -> names.stream().anyMatch(name -> unit.has(name.text()))).toList();
    }

    private Optional<Axis> axis(String name, Location where) {
        Optional<Axis> found = axes.stream().filter(axis -> axis.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            problems.error(where, "unknown axis '" + name + "'", Nearest.sentence(name, axes.stream().map(Axis::name).toList()));
        }
        return found;
    }

    /** Each axis in exactly one unit, in the order of the axes. */
    private List<Unit> units(List<Node> zip) {
        Map<Axis, Unit> units = new LinkedHashMap<>();
        axes.forEach(axis -> units.put(axis, new Unit(List.of(axis))));
        Set<Axis> zipped = new LinkedHashSet<>();
        for (Node group : zip) {
            List<Axis> members = group instanceof Node.Sequence names ? members(names) : List.of();
            Set<Integer> sizes = members.stream().map(axis -> axis.levels().size()).collect(Collectors.toSet());
            if (members.size() < 2) {
                problems.error(group.where(), "zip joins lists of two or more axes", "Write zip: [[axis, axis]].");
            } else if (sizes.size() > 1) {
                String counts =
                        members.stream().map(axis -> axis.name() + " has " + axis.levels().size()).collect(Collectors.joining(", "));
                problems.error(group.where(), "axes that are zipped need equally many values: " + counts, "Add or remove values.");
            } else if (!members.stream().allMatch(zipped::add)) {
                problems.error(group.where(), "an axis is zipped twice", "Join all that move together in one list.");
            } else {
                Unit unit = new Unit(axes.stream().filter(members::contains).toList());
                members.forEach(axis -> units.put(axis, unit));
            }
        }
        return units.values().stream().distinct().toList();
    }

    private List<Axis> members(Node.Sequence names) {
        Fields fields = new Fields("zip", Node.Mapping.of("zip", names), problems);
        return fields.texts("zip").stream().map(name -> axis(name.text(), name.where())).flatMap(Optional::stream).toList();
    }

    private List<Combination> exclude(Fields study, List<Combination> combinations) {
        List<Combination> kept = new ArrayList<>(combinations);
        for (Node item : study.list("exclude")) {
            Map<String, String> rule = rule(item);
            boolean matched = kept.removeIf(combination -> !combination.equals(Combination.BASE)
                    && !rule.isEmpty()
                    && rule.entrySet().stream().allMatch(entry -> combination.labelOf(entry.getKey()).equals(entry.getValue())));
            if (!matched && !rule.isEmpty()) {
                problems.warning(item.where(), "this rule excludes no variant", "Remove it, or check the values against 'nvae plan'.");
            }
        }
        if (kept.size() == 1 && combinations.size() > 1) {
            problems.error(study.where("exclude"), "exclude leaves no variant but the base", "Remove a rule.");
        }
        return kept;
    }

    /** Axis to label; empty, with a problem reported, if the rule is not valid. */
    private Map<String, String> rule(Node item) {
        if (!(item instanceof Node.Mapping mapping) || mapping.keys().isEmpty()) {
            problems.error(
                    item.where(),
                    "exclude lists mappings of axes to values, not " + item.describe(),
                    "Write exclude: [{axis: value}].");
            return Map.of();
        }
        Map<String, String> rule = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> axis(name, entry.key()).ifPresent(axis -> {
            List<String> labels = new ArrayList<>(axis.levels().stream().map(Level::label).toList());
            labels.add(Variant.BASE);
            String label = entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
            if (!labels.contains(label)) {
                String wanted = label.isEmpty() ? "that is " + entry.value().describe() : "'" + label + "'";
                String what = "the axis '" + name + "' has no value " + wanted;
                problems.error(entry.value().where(), what, Nearest.sentence(label, labels));
            } else {
                rule.put(name, label);
            }
        }));
        return rule.keySet().equals(mapping.keys()) ? rule : Map.of();
    }
}
