package example.cell;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nvae.api.cell.CellType;
import nvae.api.cell.Resampling;
import nvae.api.part.Options;
import nvae.testkit.CellContract;
import org.junit.jupiter.api.Test;

class ExampleCellTest extends CellContract {
    @Override
    protected CellType cell() {
        return new ExampleCell();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("kernel", 5));
    }

    @Test
    void anEvenKernelIsRefused() {
        assertThatThrownBy(() -> cell().create(spec(8, Resampling.NONE, new Normalizing(true, true)), Options.of("kernel", 4)))
                .hasMessage("the kernel must be odd to keep the resolution, but is 4");
    }
}
