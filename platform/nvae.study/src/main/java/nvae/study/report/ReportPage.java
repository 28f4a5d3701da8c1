package nvae.study.report;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The report as one HTML page that asks nothing of any network and reads the same without its script. */
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
        return PageFrame.html(study.plan().study() + " – ablation study", new TitleBlock(study, table, written)::write, sections());
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
                new TablesSection(study, table),
                new ProvenanceSection(study, captions));
    }
}
