package nvae.study.report.markup;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG that is well-formed XML: every text and attribute is escaped, every element closed. Attributes are name and value
 * in turn; one with a null value is left out.
 */
public final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element. */
    public Markup open(String name, Object... attributes) {
        start(name, attributes);
        out.append('>');
        open.push(name);
        return this;
    }

    /** Closes the element opened last. */
    public Markup close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element with nothing but text in it. */
    public Markup element(String name, String text, Object... attributes) {
        start(name, attributes);
        out.append('>');
        text(text);
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element with nothing in it. */
    public Markup empty(String name, Object... attributes) {
        start(name, attributes);
        out.append("/>");
        return this;
    }

    public Markup text(String text) {
        escape(text);
        return this;
    }

    /** Text that may be broken behind dots, equals signs and commas, as paths and labels need it in HTML. */
    public Markup breakable(String text) {
        String[] pieces = text.split("(?<=[.=,])(?=[^ ])");
        for (int i = 0; i < pieces.length; i++) {
            if (i > 0) {
                empty("wbr");
            }
            text(pieces[i]);
        }
        return this;
    }

    /** Markup that another writer has finished. */
    public Markup add(Markup finished) {
        out.append(finished);
        return this;
    }

    /** A style sheet, which is not escaped. */
    public Markup style(String css) {
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    /** A script, which is not escaped: it has to do without {@code <} and {@code &}, as XML knows no other way. */
    public Markup script(String text) {
        if (text.contains("<") || text.contains("&")) {
            throw new IllegalArgumentException("A script within XML cannot hold < or &");
        }
        out.append("<script>\n").append(text).append("</script>\n");
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Still open: " + open);
        }
        return out.toString();
    }

    private void start(String name, Object... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                escape(attributes[i + 1].toString());
                out.append('"');
            }
        }
    }

    /** Control characters that XML forbids, as a crashed program's message may hold, become a replacement character. */
    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
    }

    private static boolean isAllowed(int c) {
        return c >= 0x20 && c < 0xD800 || c == '\n' || c == '\t' || c > 0xDFFF && c < 0xFFFE || c > 0xFFFF;
    }
}
