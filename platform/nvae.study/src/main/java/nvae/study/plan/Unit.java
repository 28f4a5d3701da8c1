package nvae.study.plan;

import java.util.List;

/** Axes that move together: one axis, or several that {@code zip} joins. */
record Unit(List<Axis> axes) {
    Unit {
        axes = List.copyOf(axes);
    }

    /** How many values it has besides the base's. */
    int size() {
        return axes.get(0).levels().size();
    }

    /** The value of each axis at one step. */
    List<Level> step(int index) {
        return axes.stream().map(axis -> axis.levels().get(index)).toList();
    }

    boolean has(String axis) {
        return axes.stream().anyMatch(candidate -> candidate.name().equals(axis));
    }
}
