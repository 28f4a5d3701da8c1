package nvae.study.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import nvae.study.report.markup.Markup;

/** The main table as a paper, a README and a program want it, to be copied from the page. */
final class TablesSection implements Section {
    private final StudyRecord study;
    private final ResultTable table;

    TablesSection(StudyRecord study, ResultTable table) {
        this.study = study;
        this.table = table;
    }

    @Override
    public String title() {
        return "The table to take away";
    }

    @Override
    public void write(Markup page) throws IOException {
        form(page, "LaTeX, for booktabs: table.tex", new LatexTable(study, table).toString());
        form(page, "Markdown: table.md", new MarkdownTable(table).toString());
        form(page, "CSV, in full precision and with every test: table.csv", new CsvTable(table).toString());
        try (InputStream script = TablesSection.class.getResourceAsStream("copy.js")) {
            page.script(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void form(Markup page, String title, String text) {
        page.open("details").element("summary", title).element("pre", text, "class", "copy", "tabindex", "0").close();
    }
}
