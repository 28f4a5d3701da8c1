package nvae.study.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import nvae.study.report.markup.Markup;

/** The report as one HTML page that asks nothing of any network and needs no script. */
final class ReportPage {
    private final StudyRecord study;
    private final ResultTable table;
    private final Instant written;

    ReportPage(StudyRecord study, ResultTable table, Instant written) {
        this.study = study;
        this.table = table;
        this.written = written;
    }

    String html() throws IOException {
        Markup page = new Markup();
        page.open("html", "lang", "en");
        head(page);
        page.open("body").open("main");
        new TitleBlock(study, table, written).write(page);
        for (Section section : sections()) {
            if (!section.isEmpty()) {
                page.open("section").element("h2", section.title());
                section.write(page);
                page.close();
            }
        }
        page.close().close().close();
        return "<!DOCTYPE html>\n" + page;
    }

    private List<Section> sections() throws IOException {
        Captions captions = new Captions();
        return List.of(
                new ResultsSection(study, table, captions),
                new InteractionsSection(study, table, captions),
                new StatisticsSection(table, captions),
                new CurvesSection(study, captions),
                new KlSection(study, captions),
                new ImagesSection(study, captions),
                new TrialsSection(study, table, captions),
                new ProvenanceSection(study, captions));
    }

    private void head(Markup page) throws IOException {
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", study.plan().study() + " – ablation study");
        try (InputStream css = ReportPage.class.getResourceAsStream("page.css")) {
            page.style(new String(css.readAllBytes(), StandardCharsets.UTF_8));
        }
        page.close();
    }
}
