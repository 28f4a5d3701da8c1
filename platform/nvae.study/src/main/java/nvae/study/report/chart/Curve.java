package nvae.study.report.chart;

import java.util.List;

/**
 * A line through points.
 *
 * @param style its class in the style sheet
 */
public record Curve(String style, List<Point> points) {

    /** A point of a curve, in the units of its axes. */
    public record Point(double x, double y) {}
}
