package nvae.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import nvae.study.plan.Metric;
import nvae.study.plan.Metrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** With {@code -Dnvae.report.keep=DIR} the page is kept there, to be looked at. */
class ComparisonReportTest {
    @TempDir
    Path temporary;

    private Path few;
    private Path many;

    @BeforeEach
    void runTwoStudies() throws Exception {
        few = temporary.resolve("few");
        many = temporary.resolve("many");
        new StudyFixture(few, List.of(1L, 2L, 3L)).named("few-seeds").finished();
        new StudyFixture(many, List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L)).named("many-seeds").configured("training.epochs", 40L).withPair(-2)
                .finished();
    }

    @Test
    void putsTheVariantsOfBothStudiesInOneTable() throws Exception {
        String keep = System.getProperty("nvae.report.keep");
        String html = Files.readString(ComparisonReport.write(List.of(few, many),
                keep == null ? temporary.resolve("compare.html") : Path.of(keep, "compare.html")));
        Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
        NodeList rows = table(page, "results testNelbo").getElementsByTagName("tr");
        assertThat(rows.getLength()).as("head, base, five variants, one pair").isEqualTo(8);

        StudyRecord study = StudyRecord.read(many);
        MetricColumn nelbo = MetricColumn.of(Metric.TEST_NELBO, study.results());
        assertThat(text(rows.item(1), 3)).isEqualTo(nelbo.meanAndSd(study.base()));
        assertThat(text(rows.item(2), 2)).startsWith("+").endsWith("underpowered");
        assertThat(text(rows.item(2), 4)).startsWith("+").endsWith("worse");
        assertThat(text(rows.item(7), 1)).as("the study of few seeds has no pair").isEqualTo("–");
    }

    @Test
    void namesTheOptionsInWhichTheBasesDiffer() throws Exception {
        String html = Files.readString(ComparisonReport.write(List.of(few, many), temporary.resolve("compare.html")));
        Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
        NodeList rows = table(page, "results bases").getElementsByTagName("tr");
        assertThat(rows.getLength()).isEqualTo(2);
        assertThat(rows.item(1).getTextContent().replace("\n", "")).isEqualTo("training.epochs–40");
    }

    @Test
    void refusesStudiesThatAreAboutDifferentMetrics() throws Exception {
        Path other = temporary.resolve("other");
        new StudyFixture(other, List.of(1L)).named("other").about(new Metrics(Metric.TEST_NLL, List.of(Metric.TEST_NLL))).finished();
        assertThatThrownBy(() -> ComparisonReport.write(List.of(few, other), temporary.resolve("compare.html")))
                .hasMessage("The studies few-seeds and other are about different metrics, testNelbo and testNll. Set one metrics.primary in"
                        + " both manifests and `run` them again, which trains nothing anew.");
    }

    private static Element table(Document page, String style) {
        NodeList tables = page.getElementsByTagName("table");
        for (int i = 0; i < tables.getLength(); i++) {
            if (((Element) tables.item(i)).getAttribute("class").equals(style)) {
                return (Element) tables.item(i);
            }
        }
        throw new AssertionError("no table " + style);
    }

    /** A cell, counted from the row's head. */
    private static String text(org.w3c.dom.Node row, int cell) {
        NodeList cells = ((Element) row).getElementsByTagName("*");
        int at = 0;
        for (int i = 0; i < cells.getLength(); i++) {
            boolean isCell = List.of("td", "th").contains(cells.item(i).getNodeName());
            if (isCell && at++ == cell) {
                return cells.item(i).getTextContent().strip();
            }
        }
        throw new AssertionError("no cell " + cell);
    }
}
