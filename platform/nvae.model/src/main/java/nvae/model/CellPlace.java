package nvae.model;

import ai.djl.nn.Block;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import nvae.api.cell.ActivationType;
import nvae.api.cell.CellSpec;
import nvae.api.cell.CellType;
import nvae.api.cell.GateType;
import nvae.api.cell.Normalization;
import nvae.api.cell.NormalizationType;
import nvae.api.cell.Resampling;
import nvae.api.part.Parts;

/** Makes the cells of one place from its parts. */
final class CellPlace {
    private final String path;
    private final CellConfiguration configuration;
    private final CellType type;
    private final Normalization normalization;
    private final Supplier<Block> activation;
    private final IntFunction<Block> gate;

    /**
     * Looks the parts up.
     *
     * @param name the key below {@code model.cells}, for errors
     */
    CellPlace(Parts parts, String name, CellConfiguration configuration) {
        this.path = "model.cells." + name;
        this.configuration = configuration;
        type = at("cell", () -> configuration.cell().in(parts, CellType.class, CellType.KIND));
        normalization = at("normalization", () -> configuration.normalization()
                .in(parts, NormalizationType.class, NormalizationType.KIND).create(configuration.normalization().options()));
        ActivationType activationType = at("activation", () -> configuration.activation().in(parts, ActivationType.class, ActivationType.KIND));
        activation = () -> activationType.create(configuration.activation().options());
        GateType gateType = at("gate", () -> configuration.gate().in(parts, GateType.class, GateType.KIND));
        gate = channels -> gateType.create(channels, configuration.gate().options());
    }

    /** A new cell that so many channels enter. */
    Block cell(int channels, Resampling resampling) {
        CellSpec spec = new CellSpec(channels, resampling, normalization, activation, gate);
        return at("cell", () -> type.create(spec, configuration.cell().options()));
    }

    private <T> T at(String slot, Supplier<T> work) {
        return InvalidModelException.at(path + "." + slot, work);
    }
}
