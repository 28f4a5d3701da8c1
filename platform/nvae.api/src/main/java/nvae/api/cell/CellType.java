package nvae.api.cell;

import ai.djl.nn.Block;
import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of residual cell. A cell is an ordinary DJL block, [N,C,H,W] to [N,C',H',W'] with the channels and sizes that {@link CellSpec}
 * says. Build it from {@code nvae.api.layer} where the workbench should see its convolutions (spectral regularization) and its batch
 * norms (scale regularization, statistics readjusted for sampling); {@code nvae.api.layer.ResidualCell} gives the frame of the paper,
 * y = skip(x) + 0.1 gate(body(x)) (NVAE, section 3.1).
 */
@ConsumerType
public interface CellType {
    String KIND = "cell";

    /**
     * A new cell, not yet initialized.
     *
     * @throws IllegalArgumentException if the options do not fit the channels; the message says what would
     */
    Block create(CellSpec spec, Options options);
}
