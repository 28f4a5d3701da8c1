package nvae.study.report.chart;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import nvae.study.report.markup.Markup;
import nvae.study.statistics.Interval;

/** Differences to the base, one row a variant: the mean, its interval, and each seed. */
public final class ForestPlot {
    private static final double WIDTH = 760;
    private static final double ROW = 30;
    private static final double TOP = 26;
    private static final double BOTTOM = 46;
    private static final double LEFT = 240;

    /** A letter of a note, and the least room that notes get. */
    private static final double LETTER = 6.6;
    private static final double NOTES = 160;

    /** Seeds lie below the interval's line, where it does not hide them. */
    private static final double SEED_DROP = 8.5;

    /** Intervals may stretch the axis to this many times the width that the seeds themselves need. */
    private static final double STRETCH = 2.5;

    /** Letters of a label. */
    private static final int LONGEST = 27;

    private final String axisTitle;
    private final String betterSide;
    private final String worseSide;
    private final List<Row> rows;
    private final double right;
    private final Scale x;

    /**
     * A variant.
     *
     * @param mean NaN if there is no difference to show, then the note says why
     * @param style class of the mean's mark and the interval, by verdict
     * @param note text at the right
     */
    public record Row(String label, double mean, Optional<Interval> interval, Collection<Double> seeds, String style, String note) {}

    /**
     * @param leftIsBetter which side of zero is the better one
     * @param reference what zero stands for, say {@code base}
     */
    public ForestPlot(String axisTitle, boolean leftIsBetter, String reference, List<Row> rows) {
        this.axisTitle = axisTitle;
        this.betterSide = leftIsBetter ? "← better than " + reference : "better than " + reference + " →";
        this.worseSide = leftIsBetter ? "worse than " + reference + " →" : "← worse than " + reference;
        this.rows = rows;
        this.right = WIDTH - Math.max(NOTES, 16 + LETTER * rows.stream().mapToInt(row -> row.note().length()).max().orElse(0));
        this.x = scale(rows, right);
    }

    /** Covers zero, means and seeds; intervals too, unless few seeds make them so wide that nothing else could be seen. */
    private static Scale scale(List<Row> rows, double right) {
        double[] points = rows.stream().flatMapToDouble(row -> DoubleStream.concat(DoubleStream.of(0, row.mean()),
                row.seeds().stream().mapToDouble(Double::doubleValue))).filter(Double::isFinite).toArray();
        double low = DoubleStream.of(points).min().orElse(-1);
        double high = DoubleStream.of(points).max().orElse(1);
        double room = Math.max(high - low, 1e-6) * (STRETCH - 1) / 2;
        double from = Math.max(low - room, Math.min(low, ends(rows, Interval::low).min().orElse(low)));
        double to = Math.min(high + room, Math.max(high, ends(rows, Interval::high).max().orElse(high)));
        double margin = (to - from) * 0.04;
        return new Scale(from - margin, to + margin, LEFT, right);
    }

    private static DoubleStream ends(List<Row> rows, ToDoubleFunction<Interval> end) {
        return rows.stream().flatMap(row -> row.interval().stream()).mapToDouble(end).filter(Double::isFinite);
    }

    /** Whether some interval is wider than the axis, and drawn with an arrow. */
    public boolean cuts() {
        return rows.stream().flatMap(row -> row.interval().stream())
                .anyMatch(interval -> !x.covers(interval.low()) || !x.covers(interval.high()));
    }

    public Markup draw(String title) {
        double height = TOP + ROW * rows.size() + BOTTOM;
        Svg svg = new Svg(WIDTH, height, title);
        drawAxis(svg, height - BOTTOM);
        double y = TOP + ROW / 2;
        for (Row row : rows) {
            drawLabel(svg, row.label(), y);
            svg.text(Double.isNaN(row.mean()) ? "value none" : "value", WIDTH, y + 4, "end", row.note());
            drawRow(svg, row, y);
            y += ROW;
        }
        return svg.finish();
    }

    private void drawAxis(Svg svg, double bottom) {
        Ticks ticks = Ticks.between(x.low(), x.high(), 7);
        for (double value : ticks.values()) {
            svg.line("grid", x.at(value), TOP, x.at(value), bottom);
            svg.text("tick", x.at(value), bottom + 16, "middle", ticks.label(value));
        }
        svg.line("zero", x.at(0), TOP - 6, x.at(0), bottom);
        svg.line("axis", LEFT, bottom, right, bottom);
        svg.text("name", (LEFT + right) / 2, bottom + 36, "middle", axisTitle);
        boolean betterLeft = betterSide.startsWith("←");
        svg.text("side", LEFT, 12, "start", betterLeft ? betterSide : worseSide);
        svg.text("side", right, 12, "end", betterLeft ? worseSide : betterSide);
    }

    private void drawRow(Svg svg, Row row, double y) {
        row.interval().ifPresent(interval -> {
            svg.line("whisker " + row.style(), x.clamped(interval.low()), y, x.clamped(interval.high()), y);
            drawEnd(svg, row.style(), interval.low(), y, -1);
            drawEnd(svg, row.style(), interval.high(), y, 1);
        });
        row.seeds().stream().filter(Double::isFinite).forEach(seed -> svg.circle("seed", x.clamped(seed), y + SEED_DROP, 1.9));
        if (Double.isFinite(row.mean())) {
            svg.circle("mean " + row.style(), x.clamped(row.mean()), y, 5);
        }
    }

    /** A bar at the interval's end, or an arrow where it goes on. */
    private void drawEnd(Svg svg, String style, double end, double y, int direction) {
        double at = x.clamped(end);
        if (x.covers(end)) {
            svg.line("whisker " + style, at, y - 4, at, y + 4);
        } else {
            double back = at - 5 * direction;
            double tip = at + 2 * direction;
            svg.path("arrow " + style, "M" + Svg.number(back) + " " + Svg.number(y - 4.5) + "L" + Svg.number(tip) + " " + Svg.number(y)
                    + "L" + Svg.number(back) + " " + Svg.number(y + 4.5));
        }
    }

    /** A long label takes two lines where it can be broken at a cross or a comma. */
    private static void drawLabel(Svg svg, String label, double y) {
        int cut = label.length() <= LONGEST ? -1 : Math.max(label.indexOf(" × "), label.lastIndexOf(','));
        if (cut < 0) {
            svg.text("label", LEFT - 14, y + 4, "end", shortened(label));
        } else {
            svg.text("label", LEFT - 14, y - 3, "end", shortened(label.substring(0, cut + 1).strip()));
            svg.text("label", LEFT - 14, y + 11, "end", shortened(label.substring(cut + 1).strip()));
        }
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST ? label : label.substring(0, LONGEST - 1) + "…";
    }
}
