package nvae.study.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Variant;
import nvae.study.report.markup.Markup;
import nvae.study.statistics.Verdict;

/** The main table and the differences as a picture. */
final class ResultsSection implements Section {
    private final StudyRecord study;
    private final ResultTable table;
    private final Captions captions;

    ResultsSection(StudyRecord study, ResultTable table, Captions captions) {
        this.study = study;
        this.table = table;
        this.captions = captions;
    }

    @Override
    public String title() {
        return "Results";
    }

    @Override
    public void write(Markup page) {
        page.open("figure");
        captions.table(page, "Mean ± standard deviation over finished seeds; Δ is the paired difference to the base in " + unit()
                + " with its "
                + table.level() + " " + table.inference().interval().title() + " interval; p after Holm’s correction.");
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "results");
        head(page);
        page.open("tbody");
        table.rows().forEach(row -> row(page, row));
        page.close().close().close().close();
        duplicates(page);
        if (!study.changed().isEmpty()) {
            forest(page);
        }
    }

    private String unit() {
        return table.primary().unit().isEmpty() ? "its own unit" : table.primary().unit();
    }

    private void head(Markup page) {
        page.open("thead").open("tr", "class", "groups");
        page.element("td", "");
        page.element("th", "quality", "scope", "colgroup", "colspan", 5 + table.others().size());
        if (!table.costs().isEmpty()) {
            page.element("th", "cost", "scope", "colgroup", "colspan", table.costs().size());
        }
        page.close().open("tr");
        page.element("th", "variant", "scope", "col");
        column(page, table.primary(), 2);
        page.element("th", "Δ", "scope", "col").element("th", table.level() + " interval", "scope", "col");
        page.element("th", "seeds", "scope", "col");
        table.others().forEach(column -> column(page, column, 1));
        table.costs().forEach(column -> column(page, column, 1));
        page.close().close();
    }

    private static void column(Markup page, MetricColumn column, int width) {
        page.open("th", "scope", "col", "colspan", width, "title", column.metric().meaning()).text(column.title());
        page.element("span", column.unit(), "class", "unit").close();
    }

    private void row(Markup page, ResultTable.Row row) {
        VariantResult result = row.result();
        page.open("tr", "class", row.isBase() ? "base" : null);
        page.open("th", "scope", "row").open("span", "class", "name").breakable(result.label()).close();
        row.changes().forEach(change -> page.open("span", "class", "change").breakable(change.toString()).close());
        trouble(page, result);
        page.close();
        page.element("td", table.primary().mean(result), "class", "num mean");
        page.element("td", plusMinus(table.primary().sd(result)), "class", "num sd");
        String verdict = row.verdict().name().toLowerCase(Locale.ROOT);
        page.element("td", table.difference(row), "class", "num " + verdict);
        page.open("td", "class", "num").text(table.interval(row));
        if (row.verdict() != Verdict.UNKNOWN) {
            String p = (table.p(row).startsWith("<") ? "p " : "p = ") + table.p(row);
            page.element("span", verdict + ", " + p, "class", "verdict " + verdict, "title", row.finding());
        }
        page.close();
        page.element("td", row.seeds(), "class", "num");
        table.others().forEach(column -> meanOverSd(page, column, result));
        table.costs().forEach(column -> page.element("td", column.mean(result), "class", "num"));
        page.close();
    }

    private static void meanOverSd(Markup page, MetricColumn column, VariantResult result) {
        page.open("td", "class", "num").text(column.mean(result)).element("span", plusMinus(column.sd(result)), "class", "below").close();
    }

    private static String plusMinus(String sd) {
        return sd.isEmpty() ? "" : "± " + sd;
    }

    /** What keeps some of a variant's seeds out of its row. */
    private static void trouble(Markup page, VariantResult result) {
        int planned = result.entries().size();
        long failed = result.count(state -> state == TrialState.FAILED);
        long open = result.count(state -> !state.isFinal());
        if (failed > 0) {
            String why = result.entries().stream().filter(entry -> entry.state() == TrialState.FAILED)
                    .map(TrialEntry::trouble).flatMap(Optional::stream).findFirst().map(message -> ": " + message).orElse("");
            page.element("span", failed + " of " + planned + " failed" + why, "class", "trouble");
        }
        if (open > 0) {
            page.element("span", open + " of " + planned + " not finished", "class", "open");
        }
    }

    private void duplicates(Markup page) {
        List<Variant> duplicates = study.plan().variants().stream().filter(Variant::isDuplicate).toList();
        for (Variant duplicate : duplicates) {
            String text = duplicate.label() + " is the same configuration as " + duplicate.duplicateOf() + " and was not trained again.";
            page.element("p", text, "class", "note");
        }
    }

    private void forest(Markup page) {
        List<DifferenceFigure.Row> rows = table.rows().stream().filter(row -> !row.isBase())
                .map(row -> new DifferenceFigure.Row(row.result().label(), row.comparison())).toList();
        DifferenceFigure figure = new DifferenceFigure(table, study.lowerIsBetter(), "base", rows);
        figure.write(page, captions, "Difference of each variant to the base.");
    }
}
