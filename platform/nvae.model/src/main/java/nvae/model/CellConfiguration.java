package nvae.model;

import java.util.Set;
import nvae.api.part.PartRef;

/**
 * The parts that a cell is made of.
 *
 * @param cell a {@code CellType}
 * @param normalization a {@code NormalizationType}
 * @param activation an {@code ActivationType}
 * @param gate a {@code GateType}
 */
public record CellConfiguration(PartRef cell, PartRef normalization, PartRef activation, PartRef gate) {
    static final Set<String> KEYS = Set.of("cell", "normalization", "activation", "gate");

    static CellConfiguration read(Tree tree) {
        return new CellConfiguration(tree.part("cell"), tree.part("normalization"), tree.part("activation"), tree.part("gate"));
    }

    /** These parts, except where the tree names others. */
    CellConfiguration changed(Tree tree) {
        tree.allow(KEYS);
        return new CellConfiguration(
                tree.part("cell", cell), tree.part("normalization", normalization), tree.part("activation", activation),
                tree.part("gate", gate));
    }
}
