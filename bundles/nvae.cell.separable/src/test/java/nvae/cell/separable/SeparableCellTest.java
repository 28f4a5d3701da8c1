package nvae.cell.separable;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import nvae.api.cell.CellSpec;
import nvae.api.cell.CellType;
import nvae.api.cell.Resampling;
import nvae.api.part.Options;
import nvae.testkit.CellContract;
import org.junit.jupiter.api.Test;

class SeparableCellTest extends CellContract {
    @Override
    protected CellType cell() {
        return new SeparableCell();
    }

    @Override
    protected List<Options> options() {
        return List.of(
                Options.of("expansion", 2),
                Options.of(Map.of("expansion", 3, "groups", 8)),
                Options.of(Map.of("expansion", 1, "kernel", 3)));
    }

    @Test
    void anEvenKernelIsRefused() {
        assertThatThrownBy(() -> cell().create(spec(8), Options.of("kernel", 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kernel must be odd");
    }

    @Test
    void groupsThatDoNotDivideTheHiddenChannelsAreRefused() {
        assertThatThrownBy(() -> cell().create(spec(5), Options.of(Map.of("expansion", 3, "groups", 8))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 groups do not divide the 15 hidden channels");
    }

    private static CellSpec spec(int channels) {
        return spec(channels, Resampling.NONE, new Normalizing(true, false));
    }
}
