package nvae.study.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nvae.study.report.markup.Markup;
import nvae.study.report.markup.Numbers;
import nvae.study.statistics.Comparison;
import nvae.study.statistics.IntervalMethod;
import nvae.study.statistics.PairedTest;

/** Every difference by every test and interval, for those who would have chosen another. */
final class StatisticsSection implements Section {
    private static final List<IntervalMethod> INTERVALS = List.of(IntervalMethod.T, IntervalMethod.SIGN_FLIP, IntervalMethod.BOOTSTRAP);

    private final ResultTable table;
    private final Captions captions;

    StatisticsSection(ResultTable table, Captions captions) {
        this.table = table;
        this.captions = captions;
    }

    @Override
    public boolean isEmpty() {
        return rows().isEmpty();
    }

    @Override
    public String title() {
        return "Statistics";
    }

    @Override
    public void write(Markup page) {
        page.open("figure");
        captions.table(page, "The same differences by other tests and intervals. The sign-flip test assumes that differences are symmetric,"
                + " the t test that they are normal; the bootstrap is too narrow with few seeds. Smallest p: what these seeds can reach at"
                + " best after the correction.");
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "results statistics");
        head(page);
        page.open("tbody");
        rows().forEach(row -> row(page, row.result().label(), row.comparison().orElseThrow()));
        page.close().close().close().close();
    }

    private List<ResultTable.Row> rows() {
        return table.rows().stream().filter(row -> row.comparison().isPresent()).toList();
    }

    private void head(Markup page) {
        page.open("thead").open("tr", "class", "groups");
        page.element("td", "").element("td", "").element("td", "");
        page.element("th", table.level() + " interval", "scope", "colgroup", "colspan", INTERVALS.size());
        page.element("th", "p, not corrected", "scope", "colgroup", "colspan", PairedTest.values().length);
        page.element("th", "corrected (" + table.inference().test().key() + ")", "scope", "colgroup", "colspan", 2);
        page.element("td", "").close().open("tr");
        page.element("th", "variant", "scope", "col").element("th", "seeds", "scope", "col").element("th", "Δ", "scope", "col");
        INTERVALS.forEach(method -> page.element("th", method.title(), "scope", "col"));
        List.of(PairedTest.values()).forEach(test -> page.element("th", test.key(), "scope", "col", "title", test.title()));
        page.element("th", "p", "scope", "col").element("th", "smallest p", "scope", "col").element("th", "verdict", "scope", "col");
        page.close().close();
    }

    private void row(Markup page, String label, Comparison comparison) {
        page.open("tr").open("th", "scope", "row").breakable(label).close();
        number(page, Integer.toString(comparison.difference().count()));
        number(page, table.primary().signed(comparison.difference().summary().mean()));
        for (IntervalMethod method : INTERVALS) {
            number(page, comparison.difference().interval(method, table.inference().confidence()).map(table.primary()::interval)
                    .orElse(Numbers.NONE));
        }
        for (PairedTest test : PairedTest.values()) {
            probability(page, comparison.difference().pValue(test));
        }
        probability(page, comparison.pValue().map(p -> comparison.corrected()));
        probability(page, comparison.pValue().map(p -> comparison.power().floor()));
        page.element("td", comparison.verdict().name().toLowerCase(Locale.ROOT), "class", "num", "title", comparison.finding());
        page.close();
    }

    private static void probability(Markup page, Optional<Double> p) {
        number(page, p.map(Numbers::probability).orElse(Numbers.NONE));
    }

    private static void number(Markup page, String text) {
        page.element("td", text, "class", "num");
    }
}
