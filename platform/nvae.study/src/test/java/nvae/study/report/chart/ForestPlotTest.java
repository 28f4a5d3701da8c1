package nvae.study.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import nvae.study.statistics.Interval;
import org.junit.jupiter.api.Test;

class ForestPlotTest {
    @Test
    void showsNarrowIntervalsWhole() {
        ForestPlot plot = new ForestPlot("difference (nats)", true, "base", List.of(row(2, new Interval(1.5, 2.5, 0.95)), row(-1, null)));
        assertThat(plot.cuts()).isFalse();
        assertThat(plot.draw("forest").toString()).doesNotContain("arrow");
    }

    @Test
    void cutsIntervalsThatWouldHideAllElseAndMarksThem() {
        ForestPlot plot = new ForestPlot("difference (nats)", true, "base", List.of(row(2, new Interval(-40, 44, 0.95)), row(-1, null)));
        assertThat(plot.cuts()).isTrue();
        assertThat(plot.draw("forest").toString().split("class=\"arrow", -1)).as("an arrow at each end").hasSize(3);
    }

    @Test
    void drawsAVariantWithoutADifferenceAsItsNoteAlone() {
        ForestPlot plot = new ForestPlot("difference (nats)", false, "base",
                List.of(new ForestPlot.Row("gate=none", Double.NaN, Optional.empty(), List.of(), "unknown", "no finished seed")));
        assertThat(plot.draw("forest").toString()).contains("no finished seed", "gate=none", "better than base →")
                .doesNotContain("<circle").doesNotContain("NaN");
    }

    private static ForestPlot.Row row(double mean, Interval interval) {
        return new ForestPlot.Row("variant", mean, Optional.ofNullable(interval), List.of(mean - 0.1, mean + 0.1), "inconclusive", "note");
    }
}
