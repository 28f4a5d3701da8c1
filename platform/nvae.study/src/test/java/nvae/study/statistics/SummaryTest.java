package nvae.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void dividesTheSquaresByOneLessThanTheCount() {
        Summary summary = Summary.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
        assertThat(summary.mean()).isEqualTo(5);
        assertThat(summary.sd()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    }

    @Test
    void keepsItsDigitsFarFromZero() {
        assertThat(Summary.of(List.of(1e9 + 1, 1e9 + 2, 1e9 + 3)).sd()).isEqualTo(1);
    }

    @Test
    void hasNoSpreadWithOneValueAndNoMeanWithNone() {
        assertThat(Summary.of(List.of(3.0))).isEqualTo(new Summary(1, 3, Double.NaN));
        assertThat(Summary.of(List.of()).mean()).isNaN();
    }
}
