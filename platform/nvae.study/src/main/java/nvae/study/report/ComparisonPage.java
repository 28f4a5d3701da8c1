package nvae.study.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nvae.study.ledger.TrialState;
import nvae.study.report.markup.Markup;

/** Studies side by side: their variants by the same metrics, and what their bases have otherwise. */
final class ComparisonPage {
    private final List<StudyRecord> studies;
    private final List<ResultTable> tables;

    ComparisonPage(List<StudyRecord> studies) {
        this.studies = studies;
        this.tables = studies.stream().map(ResultTable::of).toList();
    }

    String html() throws IOException {
        Captions captions = new Captions();
        return PageFrame.html(String.join(", ", names(studies)) + " – ablation studies", this::begin, List.of(
                new SideBySideSection(studies, tables, captions),
                new BasesSection(studies, captions)));
    }

    /** The studies' names; of two of the same name, in other folders, the folders. */
    static List<String> names(List<StudyRecord> studies) {
        Map<String, Long> counts = studies.stream().collect(Collectors.groupingBy(study -> study.plan().study(), Collectors.counting()));
        return studies.stream().map(study -> counts.get(study.plan().study()) == 1 ? study.plan().study() : study.folder().toString())
                .toList();
    }

    private void begin(Markup page) {
        page.open("header").element("p", "Ablation studies, side by side", "class", "kicker");
        page.open("h1").breakable(String.join(" · ", names(studies))).close();
        page.open("dl", "class", "facts");
        IntStream.range(0, studies.size()).forEach(i -> fact(page, names(studies).get(i), studies.get(i)));
        page.close().close();
        if (studies.stream().anyMatch(StudyRecord::isProvisional)) {
            page.open("p", "class", "banner", "role", "note").element("b", "Provisional.")
                    .text(" Not all trials have ended. Figures below rest on what is finished and may change.").close();
        }
        page.open("p", "class", "reading").element("b", "How to read this.")
                .text(" Rows are variants, matched by their labels; the axes of two studies may mean different changes by one label. A"
                        + " difference Δ and its verdict are within one study, against its own base, by the test that its manifest names,"
                        + " corrected over its own comparisons. Numbers of different studies may be compared directly only where the last"
                        + " table shows that data and training are the same.").close();
    }

    private static void fact(Markup page, String name, StudyRecord study) {
        page.open("div").element("dt", name).element("dd", study.count(state -> state == TrialState.DONE) + " of "
                + study.entries().size() + " trials done, seeds "
                + study.plan().seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))).close();
    }
}
