package nvae.study.report.chart;

import java.util.List;
import nvae.study.report.markup.Markup;

/** Curves over steps or epochs, in a panel small enough to stand beside others on the same axes. */
public final class LineChart {
    private static final double WIDTH = 320;
    private static final double HEIGHT = 212;
    private static final double LEAST_LEFT = 46;
    /** Beside the tick labels: the axis' title and gaps. */
    private static final double TITLE_SPACE = 26;

    private static final double DIGIT = 6.4;
    private static final int TICKS = 5;
    private static final double RIGHT = 10;
    private static final double TOP = 8;
    private static final double BOTTOM = 38;

    private final Axis xAxis;
    private final Axis yAxis;
    private final Scale x;
    private final Scale y;
    private final Ticks up;
    private final double left;

    /**
     * What an axis spans.
     *
     * @param title with the unit
     */
    public record Axis(String title, double low, double high) {}

    public LineChart(Axis xAxis, Axis yAxis) {
        this.xAxis = xAxis;
        this.yAxis = yAxis;
        y = new Scale(yAxis.low(), yAxis.high(), HEIGHT - BOTTOM, TOP);
        up = Ticks.between(y.low(), y.high(), TICKS);
        left = Math.max(LEAST_LEFT, TITLE_SPACE + DIGIT * up.values().stream().mapToInt(value -> up.label(value).length()).max().orElse(0));
        x = new Scale(xAxis.low(), xAxis.high(), left, WIDTH - RIGHT);
    }

    /** The curves, later ones above earlier ones; what is above the axis is cut off. */
    public Markup draw(String title, List<Curve> curves) {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        drawAxes(svg);
        for (Curve curve : curves) {
            drawCurve(svg, curve);
        }
        return svg.finish();
    }

    /** A line; a ring where there is one point only. */
    private void drawCurve(Svg svg, Curve curve) {
        if (curve.points().size() == 1) {
            Curve.Point point = curve.points().get(0);
            if (point.y() <= y.high()) {
                svg.circle(curve.style(), x.at(point.x()), y.clamped(point.y()), 2.5);
            }
            return;
        }
        String path = path(curve.points());
        if (!path.isEmpty()) {
            svg.path(curve.style(), path);
        }
    }

    private void drawAxes(Svg svg) {
        Ticks across = Ticks.wholeBetween(x.low(), x.high(), TICKS);
        for (double value : across.values()) {
            svg.text("tick", x.at(value), HEIGHT - BOTTOM + 15, "middle", across.label(value));
        }
        for (double value : up.values()) {
            svg.line("grid", left, y.at(value), WIDTH - RIGHT, y.at(value));
            svg.text("tick", left - 6, y.at(value) + 3.5, "end", up.label(value));
        }
        svg.line("axis", left, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        svg.text("name", (left + WIDTH - RIGHT) / 2, HEIGHT - 6, "middle", xAxis.title());
        svg.upright("name", 11, (TOP + HEIGHT - BOTTOM) / 2, yAxis.title());
    }

    /** Segments from point to point; one that crosses the upper edge starts or ends there. */
    private String path(List<Curve.Point> points) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 1; i < points.size(); i++) {
            Curve.Point from = points.get(i - 1);
            Curve.Point to = points.get(i);
            if (from.y() > y.high() && to.y() > y.high()) {
                drawing = false;
                continue;
            }
            if (!drawing) {
                append(path, 'M', edge(from, to));
            }
            append(path, 'L', edge(to, from));
            drawing = to.y() <= y.high();
        }
        return path.toString();
    }

    /** The point, or where the way to its neighbour crosses the upper edge. */
    private Curve.Point edge(Curve.Point point, Curve.Point neighbour) {
        if (point.y() <= y.high()) {
            return point;
        }
        double part = (y.high() - neighbour.y()) / (point.y() - neighbour.y());
        return new Curve.Point(neighbour.x() + part * (point.x() - neighbour.x()), y.high());
    }

    private void append(StringBuilder path, char command, Curve.Point point) {
        path.append(command).append(Svg.number(x.at(point.x()))).append(' ').append(Svg.number(y.clamped(point.y())));
    }
}
