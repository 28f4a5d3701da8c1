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
import nvae.api.part.PartRef;
import nvae.api.part.Parts;

/** Makes cells of one place from their parts. */
final class CellPlace {
    private final String path;
    private final CellConfiguration configuration;
    private final CellType type;
    private final Normalization normalization;
    private final Supplier<Block> activation;
    private final IntFunction<Block> gate;
    private final boolean weightNorm;

    /**
     * Looks the parts up.
     *
     * @param name the key below {@code model.cells}, for errors
     * @param weightNorm whether the cells' skip convolutions are weight-normalized, as the towers' own are
     */
    CellPlace(Parts parts, String name, CellConfiguration configuration, boolean weightNorm) {
        this.path = "model.cells." + name;
        this.configuration = configuration;
        this.weightNorm = weightNorm;
        type = at("cell", () -> configuration.cell().in(parts, CellType.class, CellType.KIND));
        PartRef norm = configuration.normalization();
        normalization = at("normalization", () -> norm.in(parts, NormalizationType.class, NormalizationType.KIND).create(norm.options()));
        PartRef act = configuration.activation();
        ActivationType activationType = at("activation", () -> act.in(parts, ActivationType.class, ActivationType.KIND));
        activation = () -> at("activation", () -> activationType.create(act.options()));
        PartRef gating = configuration.gate();
        GateType gateType = at("gate", () -> gating.in(parts, GateType.class, GateType.KIND));
        gate = channels -> at("gate", () -> gateType.create(channels, gating.options()));
    }

    /** A new cell that so many channels enter. */
    Block cell(int channels, Resampling resampling) {
        CellSpec spec = new CellSpec(channels, resampling, normalization, activation, gate, weightNorm);
        return at("cell", () -> type.create(spec, configuration.cell().options()));
    }

    private <T> T at(String slot, Supplier<T> work) {
        return InvalidModelException.at(path + "." + slot, work);
    }
}
