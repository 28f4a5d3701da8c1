package nvae.study.report.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void escapesTextsAndAttributes() {
        Markup page = new Markup().open("p", "title", "a \"b\" <c>").text("1 < 2 & \u0000 \ud800").close();
        assertThat(page.toString()).isEqualTo("<p title=\"a &quot;b&quot; &lt;c&gt;\">1 &lt; 2 &amp; \ufffd \ufffd</p>\n");
    }

    @Test
    void leavesOutAttributesWithoutAValue() {
        assertThat(new Markup().empty("br", "class", null).toString()).isEqualTo("<br/>");
    }

    @Test
    void refusesToEndWithAnElementOpen() {
        assertThatThrownBy(() -> new Markup().open("div").toString()).hasMessageContaining("div");
    }

    @Test
    void letsPathsBreakBehindTheirDots() {
        assertThat(new Markup().breakable("model.family: a, b").toString()).isEqualTo("model.<wbr/>family: a, b");
    }

    @Test
    void numbersHaveTheTrueMinusAndNoNegativeZero() {
        assertThat(Numbers.fixed(-1.256, 2)).isEqualTo("−1.26");
        assertThat(Numbers.fixed(-0.001, 2)).isEqualTo("0.00");
        assertThat(Numbers.signed(0.5, 1)).isEqualTo("+0.5");
        assertThat(Numbers.fixed(Double.NaN, 1)).isEqualTo("–");
        assertThat(Numbers.fixed(Double.NEGATIVE_INFINITY, 1)).isEqualTo("−∞");
    }

    @Test
    void durationsHaveTheTwoUnitsThatMatter() {
        assertThat(Numbers.duration(Duration.ofSeconds(12))).isEqualTo("12 s");
        assertThat(Numbers.duration(Duration.ofSeconds(250))).isEqualTo("4 min 10 s");
        assertThat(Numbers.duration(Duration.ofMinutes(185))).isEqualTo("3 h 05 min");
    }
}
