package nvae.study.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nvae.study.report.markup.Markup;

/** What every page has around its contents: head, style, and a heading for each section that has something to show. */
final class PageFrame {
    private PageFrame() {}

    /** How a page begins. */
    interface Beginning {
        void write(Markup page);
    }

    static String html(String title, Beginning beginning, List<Section> sections) throws IOException {
        Markup page = new Markup();
        page.open("html", "lang", "en");
        head(page, title);
        page.open("body").open("main");
        beginning.write(page);
        for (Section section : sections) {
            if (!section.isEmpty()) {
                page.open("section").element("h2", section.title());
                section.write(page);
                page.close();
            }
        }
        page.close().close().close();
        return "<!DOCTYPE html>\n" + page;
    }

    private static void head(Markup page, String title) throws IOException {
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", title);
        try (InputStream css = PageFrame.class.getResourceAsStream("page.css")) {
            page.style(new String(css.readAllBytes(), StandardCharsets.UTF_8));
        }
        page.close();
    }
}
