package nvae.study.report.chart;

import java.util.Locale;
import nvae.study.report.markup.Markup;

/** What the charts draw with. Colours and type come from the page's style sheet by class, so that they follow its light and dark. */
final class Svg {
    private final Markup out = new Markup();

    /**
     * @param title what a screen reader says of the picture
     */
    Svg(double width, double height, String title) {
        out.open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0 " + number(width) + " " + number(height),
                "role", "img", "aria-label", title);
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        out.empty("line", "class", style, "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
    }

    void path(String style, String path) {
        out.empty("path", "class", style, "d", path);
    }

    void circle(String style, double x, double y, double radius) {
        out.empty("circle", "class", style, "cx", number(x), "cy", number(y), "r", number(radius));
    }

    /** @param anchor start, middle or end */
    void text(String style, double x, double y, String anchor, String text) {
        out.element("text", text, "class", style, "x", number(x), "y", number(y), "text-anchor", anchor);
    }

    /** A text turned to run upwards. */
    void upright(String style, double x, double y, String text) {
        out.element("text", text, "class", style, "text-anchor", "middle",
                "transform", "translate(" + number(x) + " " + number(y) + ") rotate(-90)");
    }

    Markup finish() {
        return out.close();
    }

    /** A coordinate: a tenth of a pixel is enough. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
