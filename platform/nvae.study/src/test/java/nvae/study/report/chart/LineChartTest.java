package nvae.study.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private final LineChart chart = new LineChart(new LineChart.Axis("epoch", 0, 10), new LineChart.Axis("nats", 100, 120));

    @Test
    void startsALineWhereItComesDownIntoTheAxes() {
        String svg = chart.draw("curve", List.of(curve(0, 140, 10, 100))).toString();
        // From the middle of the upper edge to the lower right corner.
        assertThat(svg).contains("class=\"line\" d=\"M178 8L310 174\"");
    }

    @Test
    void breaksALineThatLeavesAndComesBack() {
        String svg = chart.draw("curve", List.of(curve(0, 110, 2, 130, 4, 130, 6, 110))).toString();
        assertThat(path(svg).chars().filter(c -> c == 'M').count()).isEqualTo(2);
    }

    @Test
    void drawsASinglePointAsARingAndNothingForNone() {
        assertThat(chart.draw("curve", List.of(curve(5, 110))).toString()).contains("<circle class=\"line\" cx=\"178\" cy=\"91\"");
        assertThat(chart.draw("curve", List.of(curve())).toString()).doesNotContain("class=\"line\" d");
    }

    @Test
    void longNumbersMoveTheAxisAwayFromItsTitle() {
        LineChart large = new LineChart(new LineChart.Axis("epoch", 0, 10), new LineChart.Axis("nats", 12000, 15000));
        double left = Double.parseDouble(large.draw("curve", List.of(curve(0, 12000, 10, 15000))).toString()
                .replaceAll("(?s).*class=\"line\" d=\"M([0-9.]+) .*", "$1"));
        assertThat(left).isBetween(56.0, 64.0);
    }

    @Test
    void survivesAxesOfNoLength() {
        LineChart flat = new LineChart(new LineChart.Axis("epoch", 0, 0), new LineChart.Axis("nats", 100, 100));
        assertThat(flat.draw("curve", List.of(curve(0, 100))).toString()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    private static String path(String svg) {
        return svg.substring(svg.indexOf("d=\""), svg.indexOf('"', svg.indexOf("d=\"") + 3));
    }

    private static Curve curve(double... xy) {
        return new Curve("line", IntStream.range(0, xy.length / 2)
                .mapToObj(i -> new Curve.Point(xy[2 * i], xy[2 * i + 1])).toList());
    }
}
