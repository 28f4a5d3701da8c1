package nvae.flow.iaf;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nvae.api.distribution.FlowType;
import nvae.api.part.Options;
import nvae.testkit.FlowContract;
import org.junit.jupiter.api.Test;

class AutoregressiveFlowTest extends FlowContract {
    @Override
    protected FlowType flow() {
        return new AutoregressiveFlow();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("transform", "gated"));
    }

    @Test
    void anEvenKernelIsRefused() {
        assertThatThrownBy(() -> flow().create(2, 1, Options.of("kernel", 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be odd");
    }
}
