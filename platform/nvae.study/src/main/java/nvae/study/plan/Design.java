package nvae.study.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** How variants are made of axes. The base is in each of them, and first. */
enum Design {
    /** The base, and from it one axis moved to one of its values at a time: what does each component give? 1 + sum of n variants. */
    ONE_AT_A_TIME("one-at-a-time") {
        @Override
        Stream<List<Integer>> steps(List<Unit> units) {
            return indices(units.size())
                    .flatMap(unit -> indices(units.get(unit).size()).map(index -> moved(units.size(), unit, index + 1)));
        }

        @Override
        double size(List<Unit> units) {
            return 1 + units.stream().mapToDouble(Unit::size).sum();
        }
    },

    /**
     * The base; the variant with every axis at the first of its values; and from that one axis at a time put back to the base: which
     * component alone restores what is lost? At most 2 + k variants.
     */
    LEAVE_ONE_OUT("leave-one-out") {
        @Override
        Stream<List<Integer>> steps(List<Unit> units) {
            List<Integer> all = units.stream().map(unit -> 1).toList();
            return Stream.concat(Stream.of(all), indices(units.size()).map(unit -> with(all, unit, 0)));
        }

        @Override
        double size(List<Unit> units) {
            return 2 + units.size();
        }
    },

    /** Every combination of the axes' values, the base's included: the product of n + 1 variants. */
    FACTORIAL("factorial") {
        @Override
        Stream<List<Integer>> steps(List<Unit> units) {
            Stream<List<Integer>> combinations = Stream.of(moved(units.size(), 0, 0));
            for (int unit = 0; unit < units.size(); unit++) {
                int position = unit;
                combinations = combinations.flatMap(
                        steps -> indices(units.get(position).size() + 1).map(step -> with(steps, position, step)));
            }
            return combinations;
        }

        @Override
        double size(List<Unit> units) {
            return units.stream().mapToDouble(unit -> unit.size() + 1).reduce(1, (product, size) -> product * size);
        }
    };

    private final String key;

    Design(String key) {
        this.key = key;
    }

    /** The name in manifests. */
    String key() {
        return key;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Design::key).toList();
    }

    /** For each variant but the base, which step each unit is at: 0 is the base's value. */
    abstract Stream<List<Integer>> steps(List<Unit> units);

    /** At most this many variants, the base included. */
    abstract double size(List<Unit> units);

    /** The variants of this design, the base first, equal ones once. */
    List<Combination> combinations(List<Unit> units) {
        return Stream.concat(Stream.of(Combination.BASE), steps(units).map(steps -> combination(units, steps))).distinct().toList();
    }

    private static Combination combination(List<Unit> units, List<Integer> steps) {
        List<Level> levels = new ArrayList<>();
        for (int unit = 0; unit < units.size(); unit++) {
            if (steps.get(unit) > 0) {
                levels.addAll(units.get(unit).step(steps.get(unit) - 1));
            }
        }
        return new Combination(levels);
    }

    private static Stream<Integer> indices(int count) {
        return Stream.iterate(0, index -> index + 1).limit(count);
    }

    private static List<Integer> moved(int units, int unit, int step) {
        List<Integer> base = Stream.generate(() -> 0).limit(units).toList();
        return units == 0 ? base : with(base, unit, step);
    }

    private static List<Integer> with(List<Integer> steps, int unit, int step) {
        List<Integer> changed = new ArrayList<>(steps);
        changed.set(unit, step);
        return changed;
    }
}
