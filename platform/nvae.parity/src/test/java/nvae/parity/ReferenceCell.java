package nvae.parity;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nvae.api.cell.ActivationType;
import nvae.api.cell.CellSpec;
import nvae.api.cell.CellType;
import nvae.api.cell.GateType;
import nvae.api.cell.NormalizationType;
import nvae.api.cell.Resampling;
import nvae.api.part.Options;
import nvae.api.part.PartRef;
import nvae.api.part.Parts;
import nvae.testkit.ClassPathParts;

/** The reference's names of operations, as parts and options. */
final class ReferenceCell {
    private static final Parts PARTS = new ClassPathParts();
    private static final Pattern SEPARABLE = Pattern.compile("mconv_e(\\d+)k(\\d+)g(\\d+)");
    private static final String DILATED = "5";

    private ReferenceCell() {}

    /** A place of a configuration with cells of these operations. */
    static Map<String, Object> place(List<String> operations, boolean gated) {
        String first = operations.get(0);
        return Map.of(
                "cell", cell(operations), "normalization", normalization(first), "activation", activation(first), "gate", gate(gated));
    }

    /** What surrounds an operation of this name: its normalization and activation, the resampling of its stride (1, 2, or -1 for up). */
    static CellSpec spec(String operation, int inChannels, int stride, boolean gated) {
        Resampling resampling = switch (stride) {
            case 1 -> Resampling.NONE;
            case 2 -> Resampling.DOWN;
            case -1 -> Resampling.UP;
            default -> throw new IllegalArgumentException("no resampling for the stride " + stride);
        };
        NormalizationType normalization = PARTS.get(NormalizationType.class, NormalizationType.KIND, normalization(operation));
        ActivationType activation = PARTS.get(ActivationType.class, ActivationType.KIND, activation(operation));
        GateType gate = PARTS.get(GateType.class, GateType.KIND, gate(gated));
        return new CellSpec(
                inChannels,
                resampling,
                normalization.create(Options.none()),
                () -> activation.create(Options.none()),
                channels -> gate.create(channels, Options.none()));
    }

    /** The cell of these operations. */
    static Block of(List<String> operations, int inChannels, int stride, boolean gated) {
        PartRef cell = PartRef.of(cell(operations));
        return cell.in(PARTS, CellType.class, CellType.KIND).create(spec(operations.get(0), inChannels, stride, gated), cell.options());
    }

    private static Map<String, Object> cell(List<String> operations) {
        Matcher separable = SEPARABLE.matcher(operations.get(0));
        if (separable.matches()) {
            return Map.of(
                    "name", "separable",
                    "expansion", Integer.valueOf(separable.group(1)),
                    "kernel", Integer.valueOf(separable.group(2)),
                    "groups", Integer.valueOf(separable.group(3)));
        }
        return Map.of(
                "name", "regular",
                "operations", operations.size(),
                "dilation", dilation(operations.get(0)),
                "secondDilation", dilation(operations.get(operations.size() - 1)));
    }

    private static int dilation(String operation) {
        return operation.endsWith(DILATED) ? 2 : 1;
    }

    private static String normalization(String operation) {
        return operation.startsWith("mconv") ? "batch" : operation.startsWith("res_bn") ? "weight-and-batch" : "weight";
    }

    private static String activation(String operation) {
        return operation.contains("elu") ? "elu" : "swish";
    }

    private static String gate(boolean gated) {
        return gated ? "squeeze-excite" : "none";
    }
}
