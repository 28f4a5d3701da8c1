package nvae.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void quantilesLieBetweenTheValuesInProportion() {
        Spread spread = Spread.of(List.of(4.0, 1.0, 3.0, 2.0));
        assertThat(spread.report()).containsExactlyInAnyOrderEntriesOf(Map.of(
                "median", 2.5, "lowerQuartile", 1.75, "upperQuartile", 3.25, "least", 1.0, "most", 4.0, "count", 4));
    }

    @Test
    void oneValueIsItsOwnMedian() {
        assertThat(Spread.of(List.of(7.0)).quantile(0.75)).isEqualTo(7);
    }

    @Test
    void inAnotherUnitTheOrderMayTurnAround() {
        assertThat(Spread.of(List.of(1.0, 2.0, 4.0)).map(seconds -> 8 / seconds).sorted()).containsExactly(2, 4, 8);
    }

    @Test
    void nothingHasNoSpread() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
