package nvae.study.report;

import nvae.study.report.markup.Markup;

/** Numbers the page's figures and tables as they come. */
final class Captions {
    private int figures;
    private int tables;

    /** A figure's caption, into an open {@code figure}. */
    void figure(Markup page, String text) {
        write(page, "Figure " + ++figures + ".", text);
    }

    /** A table's caption, into an open {@code figure} that holds it. */
    void table(Markup page, String text) {
        write(page, "Table " + ++tables + ".", text);
    }

    private static void write(Markup page, String number, String text) {
        page.open("figcaption").element("b", number).text(" " + text).close();
    }
}
