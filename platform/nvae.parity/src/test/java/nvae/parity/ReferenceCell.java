package nvae.parity;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nvae.activation.Elu;
import nvae.activation.Swish;
import nvae.api.cell.ActivationType;
import nvae.api.cell.CellSpec;
import nvae.api.cell.GateType;
import nvae.api.cell.NormalizationType;
import nvae.api.cell.Resampling;
import nvae.api.part.Options;
import nvae.cell.regular.RegularCell;
import nvae.cell.separable.SeparableCell;
import nvae.gate.NoGate;
import nvae.gate.SqueezeExcite;
import nvae.normalization.BatchNormalization;
import nvae.normalization.WeightAndBatchNorm;
import nvae.normalization.WeightNorm;

/** The reference's names of operations, as parts and options. */
final class ReferenceCell {
    private static final Pattern SEPARABLE = Pattern.compile("mconv_e(\\d+)k(\\d+)g(\\d+)");
    private static final String DILATED = "5";

    private ReferenceCell() {}

    /** What surrounds an operation of this name: its normalization and activation, the resampling of its stride (1, 2, or -1 for up). */
    static CellSpec spec(String operation, int inChannels, int stride, boolean gated) {
        Resampling resampling = switch (stride) {
            case 1 -> Resampling.NONE;
            case 2 -> Resampling.DOWN;
            case -1 -> Resampling.UP;
            default -> throw new IllegalArgumentException("no resampling for the stride " + stride);
        };
        NormalizationType normalization = operation.startsWith("mconv")
                ? new BatchNormalization()
                : operation.startsWith("res_bn") ? new WeightAndBatchNorm() : new WeightNorm();
        ActivationType activation = operation.contains("elu") ? new Elu() : new Swish();
        GateType gate = gated ? new SqueezeExcite() : new NoGate();
        return new CellSpec(
                inChannels,
                resampling,
                normalization.create(Options.none()),
                () -> activation.create(Options.none()),
                channels -> gate.create(channels, Options.none()));
    }

    /** The cell of these operations. */
    static Block of(List<String> operations, int inChannels, int stride, boolean gated) {
        CellSpec spec = spec(operations.get(0), inChannels, stride, gated);
        Matcher separable = SEPARABLE.matcher(operations.get(0));
        if (separable.matches()) {
            return new SeparableCell().create(spec, Options.of(Map.of(
                    "expansion", Integer.valueOf(separable.group(1)),
                    "kernel", Integer.valueOf(separable.group(2)),
                    "groups", Integer.valueOf(separable.group(3)))));
        }
        return new RegularCell().create(spec, Options.of(Map.of(
                "operations", operations.size(),
                "dilation", dilation(operations.get(0)),
                "secondDilation", dilation(operations.get(operations.size() - 1)))));
    }

    private static int dilation(String operation) {
        return operation.endsWith(DILATED) ? 2 : 1;
    }
}
