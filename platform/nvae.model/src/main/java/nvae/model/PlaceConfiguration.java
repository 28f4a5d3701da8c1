package nvae.model;

import java.util.HashSet;
import java.util.Set;

/**
 * The cells of one place of the architecture.
 *
 * @param normal those that keep the resolution
 * @param resampling those that halve or double it; the same parts unless the configuration names others
 */
public record PlaceConfiguration(CellConfiguration normal, CellConfiguration resampling) {

    /** @param resampling the key below which parts of the resampling cells may be named: {@code down} or {@code up} */
    static PlaceConfiguration read(Tree tree, String resampling) {
        Set<String> keys = new HashSet<>(CellConfiguration.KEYS);
        keys.add(resampling);
        tree.allow(keys);
        CellConfiguration normal = CellConfiguration.read(tree);
        return new PlaceConfiguration(normal, tree.has(resampling) ? normal.changed(tree.child(resampling)) : normal);
    }
}
