package nvae.study.report;

import java.io.IOException;
import nvae.study.report.markup.Markup;

/** A part of the page. */
interface Section {
    /** Whether there is anything to show. */
    default boolean isEmpty() {
        return false;
    }

    String title();

    void write(Markup page) throws IOException;
}
