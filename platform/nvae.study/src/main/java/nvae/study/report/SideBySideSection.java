package nvae.study.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import nvae.study.plan.Metric;
import nvae.study.report.markup.Markup;
import nvae.study.report.markup.Numbers;

/** A table for each metric that the studies have in common: variants down, studies across. */
final class SideBySideSection implements Section {
    private final List<StudyRecord> studies;
    private final List<ResultTable> tables;
    private final Captions captions;
    private final List<String> names;

    SideBySideSection(List<StudyRecord> studies, List<ResultTable> tables, Captions captions) {
        this.studies = studies;
        this.tables = tables;
        this.captions = captions;
        this.names = ComparisonPage.names(studies);
    }

    @Override
    public String title() {
        return "Results";
    }

    @Override
    public void write(Markup page) {
        MetricColumn primary = column(studies.get(0).primary());
        table(page, primary,
                "Mean ± standard deviation over finished seeds, with the difference Δ to the study’s own base and its verdict.");
        differences(page);
        for (Metric metric : common()) {
            table(page, column(metric), "Mean ± standard deviation over finished seeds.");
        }
    }

    private MetricColumn column(Metric metric) {
        return MetricColumn.of(metric, studies.stream().flatMap(study -> study.results().stream()).toList());
    }

    /** What every study's own main table shows, without the primary metric. */
    private List<Metric> common() {
        Set<Metric> common = new LinkedHashSet<>(tables.get(0).metrics().stream().map(MetricColumn::metric).toList());
        tables.forEach(table -> common.retainAll(table.metrics().stream().map(MetricColumn::metric).toList()));
        common.remove(studies.get(0).primary());
        return new ArrayList<>(common);
    }

    private Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        studies.forEach(study -> study.results().forEach(result -> labels.add(result.label())));
        return labels;
    }

    private static Optional<ResultTable.Row> row(ResultTable table, String label) {
        return table.rows().stream().filter(row -> row.result().label().equals(label)).findFirst();
    }

    private void table(Markup page, MetricColumn column, String caption) {
        boolean primary = column.metric() == studies.get(0).primary();
        page.open("figure");
        captions.table(page, column.titleAndUnit() + ": " + column.metric().meaning() + ". " + caption);
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "results " + column.metric().key());
        page.open("thead").open("tr").element("th", "variant", "scope", "col");
        names.forEach(name -> page.open("th", "scope", "col", "colspan", primary ? 2 : 1).breakable(name).close());
        page.close().close().open("tbody");
        for (String label : labels()) {
            page.open("tr").open("th", "scope", "row").breakable(label).close();
            tables.forEach(table -> cells(page, column, row(table, label), table, primary));
            page.close();
        }
        page.close().close().close().close();
    }

    private static void cells(Markup page, MetricColumn column, Optional<ResultTable.Row> row, ResultTable table, boolean primary) {
        page.element("td", row.map(found -> column.meanAndSd(found.result())).orElse(Numbers.NONE), "class", "num");
        if (primary) {
            String verdict = row.map(found -> found.verdict().name().toLowerCase(Locale.ROOT)).orElse("unknown");
            page.open("td", "class", "num " + verdict).text(row.map(table::difference).orElse(""));
            if (row.isPresent() && !row.get().finding().isEmpty()) {
                page.element("span", verdict, "class", "verdict " + verdict, "title", row.get().finding());
            }
            page.close();
        }
    }

    /** One picture, the studies of a variant one below the other; none if their intervals are not of one kind. */
    private void differences(Markup page) {
        List<DifferenceFigure.Row> rows = new ArrayList<>();
        for (String label : labels()) {
            IntStream.range(0, studies.size()).forEach(i -> row(tables.get(i), label).filter(row -> !row.isBase())
                    .ifPresent(row -> rows.add(new DifferenceFigure.Row(label + ", " + names.get(i), row.comparison()))));
        }
        boolean ofOneKind = studies.stream().map(StudyRecord::inference).distinct().count() == 1;
        if (ofOneKind && !rows.isEmpty()) {
            new DifferenceFigure(tables.get(0), studies.get(0).lowerIsBetter(), "base", rows)
                    .write(page, captions, "Difference of each variant to the base of its study.");
        }
    }
}
