package nvae.study.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void areRoundNumbersWithinTheBounds() {
        assertThat(labels(0, 20, 5)).containsExactly("0", "5", "10", "15", "20");
        assertThat(labels(98.3, 123.1, 5)).containsExactly("100", "105", "110", "115", "120");
        assertThat(labels(-2.4, 6.1, 7)).containsExactly("−2", "0", "2", "4", "6");
        assertThat(labels(-0.013, 0.021, 7)).containsExactly("−0.010", "−0.005", "0.000", "0.005", "0.010", "0.015", "0.020");
    }

    @Test
    void areWholeWhereStepsAreCounted() {
        assertThat(Ticks.wholeBetween(0, 2, 5).values()).containsExactly(0.0, 1.0, 2.0);
        assertThat(Ticks.wholeBetween(0, 1200, 5).values()).containsExactly(0.0, 500.0, 1000.0);
    }

    @Test
    void fitTheRoom() {
        for (double high : new double[] {1e-7, 0.3, 7, 9.99, 1234, 5e9}) {
            assertThat(Ticks.between(0, high, 5).values()).hasSizeBetween(2, 6);
        }
    }

    private static List<String> labels(double low, double high, int most) {
        Ticks ticks = Ticks.between(low, high, most);
        return ticks.values().stream().map(ticks::label).toList();
    }
}
