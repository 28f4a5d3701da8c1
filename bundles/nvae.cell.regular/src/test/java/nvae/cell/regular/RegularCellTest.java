package nvae.cell.regular;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import nvae.api.cell.CellType;
import nvae.api.cell.Resampling;
import nvae.api.part.Options;
import nvae.testkit.CellContract;
import org.junit.jupiter.api.Test;

class RegularCellTest extends CellContract {
    @Override
    protected CellType cell() {
        return new RegularCell();
    }

    @Override
    protected List<Options> options() {
        return List.of(
                Options.none(),
                Options.of("operations", 1),
                Options.of(Map.of("dilation", 2, "secondDilation", 1)),
                Options.of("kernel", 5));
    }

    @Test
    void anEvenKernelIsRefused() {
        assertThatThrownBy(() -> cell().create(spec(8, Resampling.NONE, new Normalizing(true, true)), Options.of("kernel", 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kernel must be odd");
    }
}
