package nvae.study.plan;

import java.util.List;
import nvae.study.manifest.Location;

/**
 * Something to vary.
 *
 * @param levels its values besides the base's, in the order of the manifest; at least one
 */
record Axis(String name, Location where, List<Level> levels) {
    Axis {
        levels = List.copyOf(levels);
    }
}
