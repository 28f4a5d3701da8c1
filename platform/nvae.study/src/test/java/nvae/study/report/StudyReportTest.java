package nvae.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import nvae.study.ledger.Ledger;
import nvae.study.plan.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** With {@code -Dnvae.report.keep=DIR} the pages are kept there, to be looked at. */
class StudyReportTest {
    private static final List<String> LABELS = List.of(
            "base", "posterior=normal", "gate=none", "spectral=off", "activation=weight-norm-elu", "encoder=separable");

    @TempDir
    static Path temporary;

    /** Finished studies by their number of seeds, made once. */
    private static final Map<Integer, Path> FINISHED = new HashMap<>();

    @Test
    void writesOnePageThatAsksNothingOfAnyNetwork() throws Exception {
        String html = Files.readString(StudyReport.write(finished(1L, 2L, 3L)));
        Document page = parse(html);
        assertThat(Pattern.compile("(?i)https?://(?!www\\.w3\\.org/2000/svg)").matcher(html).find()).isFalse();
        assertThat(html).doesNotContain("url(", "@import", "<link");
        assertThat(elements(page, "script")).singleElement().satisfies(script -> assertThat(script.hasAttributes()).isFalse());
        assertThat(elements(page, "img")).isNotEmpty()
                .allSatisfy(image -> assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,"))
                .allSatisfy(image -> assertThat(image.getAttribute("alt")).isNotEmpty());
    }

    @Test
    void showsEveryVariantInEveryPart() throws Exception {
        Document page = parse(Files.readString(StudyReport.write(finished(1L, 2L, 3L))));
        assertThat(rowHeads(page, "results")).hasSameSizeAs(LABELS);
        for (int i = 0; i < LABELS.size(); i++) {
            assertThat(rowHeads(page, "results").get(i)).startsWith(LABELS.get(i));
        }
        assertThat(rowHeads(page, "heat")).isEqualTo(LABELS);
        assertThat(ofClass(page, "panel")).extracting(panel -> elements(panel, "h3").get(0).getTextContent()).isEqualTo(LABELS);
        assertThat(ofClass(page, "picture")).hasSize(2 * LABELS.size());
        assertThat(rowHeads(page, "trials")).hasSize(3 * LABELS.size());
        assertThat(page.getDocumentElement().getTextContent())
                .contains("gate=squeeze-excite is the same configuration as base");
    }

    @Test
    void tellsWhereStepsWereSkipped() throws Exception {
        Document page = parse(Files.readString(StudyReport.write(finished(1L, 2L, 3L))));
        assertThat(elements(ofClass(page, "trials").get(0), "td")).extracting(Element::getTextContent)
                .filteredOn(cell -> cell.endsWith("skipped")).hasSize(3).allMatch(cell -> cell.endsWith(", 7 skipped"));
    }

    @Test
    void drawsAPathForEachSeedAndEachMean() throws Exception {
        Document page = parse(Files.readString(StudyReport.write(finished(1L, 2L, 3L))));
        assertThat(ofClass(page, "panel")).allSatisfy(panel -> {
            boolean isBase = elements(panel, "h3").get(0).getTextContent().equals("base");
            assertThat(elements(panel, "path")).hasSize(isBase ? 4 : 8)
                    .allSatisfy(path -> assertThat(path.getAttribute("d")).matches("M[-0-9. ]+(L[-0-9. ]+)+"));
        });
        Element forest = elements(ofClass(page, "scroll wide").get(0), "svg").get(0);
        assertThat(elements(forest, "circle")).hasSize(5 * (3 + 1));
    }

    @Test
    void givesTheNumbersThatTheLedgerHolds() throws Exception {
        Path folder = finished(1L, 2L, 3L);
        Document page = parse(Files.readString(StudyReport.write(folder)));
        StudyRecord study = StudyRecord.read(folder);
        ResultTable table = ResultTable.of(study);
        List<Element> rows = rows(page, "results");
        for (int i = 0; i < rows.size(); i++) {
            ResultTable.Row row = table.rows().get(i);
            List<String> cells = elements(rows.get(i), "td").stream().map(Element::getTextContent).toList();
            assertThat(cells.get(0)).isEqualTo(table.primary().mean(row.result()));
            assertThat(cells.get(1)).isEqualTo("± " + table.primary().sd(row.result()));
            assertThat(cells.get(2)).isEqualTo(table.difference(row));
            assertThat(cells.get(3)).startsWith(table.interval(row)).endsWith(table.p(row));
            assertThat(cells.get(4)).isEqualTo("3/3");
        }
    }

    @Test
    void saysWhatThreeSeedsCannotShowAndWhatEightCan() throws Exception {
        Path few = finished(1L, 2L, 3L);
        Document page = parse(Files.readString(StudyReport.write(few)));
        assertThat(ofClass(page, "findings").get(0).getTextContent()).contains("Underpowered: 3 seeds cannot go below p = 0.25:")
                .contains("spectral=off").doesNotContain("Clearly");
        assertThat(ofClass(page, "reading").get(0).getTextContent()).contains("8 seeds could show one");
        assertThat(few.resolve("table.md")).content().contains("| 1.000 | underpowered: 3 seeds cannot go below p = 0.25 |");
        assertThat(few.resolve("table.csv")).content().contains(",underpowered,0.25,0.25,");

        Path enough = finished(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        page = parse(Files.readString(StudyReport.write(enough)));
        assertThat(ofClass(page, "findings").get(0).getTextContent()).contains("Clearly worse than the base: posterior=normal")
                .contains("Clearly better than the base: encoder=separable").doesNotContain("Underpowered");
        assertThat(enough.resolve("table.tex")).content()
                .contains("& worse &", "& better &", "$p$", "sign-flip test, corrected after Holm");
        assertThat(rowHeads(page, "results statistics")).hasSize(LABELS.size() - 1);
    }

    @Test
    void showsWhatAPairOfChangesDoesBeyondTheSumOfBoth() throws Exception {
        Path folder = folder("factorial");
        new StudyFixture(folder, List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L)).withPair(-2).finished();
        Document page = parse(Files.readString(StudyReport.write(folder)));
        assertThat(rowHeads(page, "results interactions")).containsExactly("posterior=normal × gate=none");

        StudyRecord study = StudyRecord.read(folder);
        List<VariantResult> changed = study.changed();
        VariantResult both = changed.get(changed.size() - 1);
        double sum = 0;
        for (long seed = 1; seed <= 8; seed++) {
            sum += nelbo(both, seed) - nelbo(changed.get(0), seed) - nelbo(changed.get(1), seed) + nelbo(study.base(), seed);
        }
        Interaction interaction = Interaction.of(study).get(0);
        assertThat(interaction.comparison().difference().summary().mean()).isCloseTo(sum / 8, within(1e-9)).isBetween(-2.5, -1.5);
        assertThat(interaction.comparison().finding()).isEqualTo("clear: better");
        assertThat(Interaction.of(StudyRecord.read(finished(1L, 2L, 3L)))).isEmpty();
    }

    private static double nelbo(VariantResult result, long seed) {
        return result.bySeed(Metric.TEST_NELBO).get(seed);
    }

    @Test
    void holdsTheTablesThatStandBesideItWordForWord() throws Exception {
        Path folder = finished(1L, 2L, 3L);
        Document page = parse(Files.readString(StudyReport.write(folder)));
        assertThat(ofClass(page, "copy")).extracting(Element::getTextContent).containsExactly(Files.readString(folder.resolve("table.tex")),
                Files.readString(folder.resolve("table.md")), Files.readString(folder.resolve("table.csv")));
    }

    @Test
    void repeatsWhatThePlanWarnedOf() throws Exception {
        Document page = parse(Files.readString(StudyReport.write(finished(1L, 2L, 3L))));
        assertThat(ofClass(page, "warnings").get(0).getTextContent())
                .contains("Warned beforehand: the axis 'scales' is in no design. Add a design that uses it.");
    }

    @Test
    void saysThatAnUnfinishedStudyIsProvisionalAndShowsWhatBecameOfEachTrial() throws Exception {
        Path folder = folder("unfinished");
        new StudyFixture(folder, List.of(1L, 2L, 3L)).unfinished();
        Document page = parse(Files.readString(StudyReport.write(folder)));
        assertThat(ofClass(page, "banner").get(0).getTextContent()).contains("Provisional.").contains("2 lost, 2 planned");
        assertThat(rowHeads(page, "trials")).hasSize(18)
                .contains("posterior=normalThe loss is not finite at step 421: group 2, largest weight norm 8.1e3 in decoder.2.0 <conv>.");
        assertThat(rowHeads(page, "results").get(1)).contains("1 of 3 failed: The loss is not finite");
        assertThat(rowHeads(page, "results").get(2)).contains("1 of 3 not finished");
        assertThat(ofClass(page, "curve seed-line unfinished")).hasSize(2);
        assertThat(folder.resolve("table.tex")).content().contains("\\caption{Provisional");
    }

    @Test
    void saysNothingOfProvisionalWhenAllTrialsHaveEnded() throws Exception {
        assertThat(Files.readString(StudyReport.write(finished(1L, 2L)))).doesNotContain("Provisional");
    }

    @Test
    void givesOneSeedNoIntervalAndNoVerdict() throws Exception {
        Path folder = finished(1L);
        Document page = parse(Files.readString(StudyReport.write(folder)));
        assertThat(matching(page, element -> element.getAttribute("class").startsWith("verdict"))).isEmpty();
        assertThat(ofClass(page, "reading").get(0).getTextContent()).contains("One seed allows no interval and no test");
        assertThat(ofClass(page, "findings").get(0).getTextContent()).contains("Too few common seeds");
        assertThat(folder.resolve("table.csv")).content().contains("posterior=normal,model.family: residual-normal → normal,1,1,0,2.");
    }

    @Test
    void makesAPageBeforeTheFirstTrialHasEnded() throws Exception {
        Path folder = folder("young");
        StudyFixture fixture = new StudyFixture(folder, List.of(1L));
        new StudyFile(fixture.plan(), Map.of()).write(folder);
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(fixture.plan().trials());
        }
        Document page = parse(Files.readString(StudyReport.write(folder)));
        assertThat(ofClass(page, "banner").get(0).getTextContent()).contains("6 planned");
        assertThat(ofClass(page, "findings").get(0).getTextContent()).contains("Nothing to compare yet: posterior=normal, gate=none");
        assertThat(rowHeads(page, "results")).hasSize(6);
    }

    @Test
    void showsWhereAndWithWhatTheStudyRan() throws Exception {
        String text = parse(Files.readString(StudyReport.write(finished(1L, 2L, 3L)))).getDocumentElement().getTextContent();
        assertThat(text).contains("cbc6881f0b0e", "MXNet 1.9.1", "AMD EPYC 7B13", "d3".repeat(32), "1c".repeat(32), "lab-1", "lab-2",
                "# <no gate> & \"why\"", "experiments/presets/nvae/small.yaml",
                "bin/nvae run experiments/quickstart.yaml --profile smoke --set training.epochs=20");
    }

    @Test
    void saysWhatToDoWhereThereIsNoStudyOrADamagedOne() throws Exception {
        assertThatThrownBy(() -> StudyReport.write(temporary.resolve("nothing"))).hasMessageContaining("study.json")
                .hasMessageContaining("bin/nvae run");
        Path folder = Files.createDirectories(folder("damaged"));
        Files.writeString(folder.resolve("study.json"), "{\"plan\": 3");
        assertThatThrownBy(() -> StudyReport.write(folder)).hasMessageContaining("study.json is damaged")
                .hasMessageContaining("bin/nvae run");
    }

    private static Path finished(Long... seeds) throws Exception {
        if (!FINISHED.containsKey(seeds.length)) {
            Path folder = folder("seeds-" + seeds.length);
            new StudyFixture(folder, List.of(seeds)).finished();
            FINISHED.put(seeds.length, folder);
        }
        return FINISHED.get(seeds.length);
    }

    private static Path folder(String name) {
        String keep = System.getProperty("nvae.report.keep");
        return keep == null ? temporary.resolve(name) : Path.of(keep, name);
    }

    /** The page is XML too, which a strict parser proves to be well-formed. */
    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> rows(Document page, String table) {
        return ofClass(page, table).stream().flatMap(body -> elements(elements(body, "tbody").get(0), "tr").stream()).toList();
    }

    private static List<String> rowHeads(Document page, String table) {
        return rows(page, table).stream().map(row -> elements(row, "th").get(0).getTextContent().replace("\n", "")).toList();
    }

    private static List<Element> ofClass(Document page, String name) {
        return matching(page, element -> element.getAttribute("class").equals(name));
    }

    private static List<Element> matching(Document page, Predicate<Element> matches) {
        return elements(page.getDocumentElement(), "*").stream().filter(matches).toList();
    }

    private static List<Element> elements(Document page, String name) {
        return elements(page.getDocumentElement(), name);
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
