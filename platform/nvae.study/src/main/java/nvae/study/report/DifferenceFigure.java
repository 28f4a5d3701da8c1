package nvae.study.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nvae.study.report.chart.ForestPlot;
import nvae.study.report.markup.Markup;
import nvae.study.statistics.Comparison;
import nvae.study.statistics.Verdict;

/** Differences of the primary metric as a picture, the same for variants and for interactions. */
final class DifferenceFigure {
    private final ResultTable table;
    private final ForestPlot plot;

    /** A line of the picture; without a comparison it says that nothing has finished. */
    record Row(String label, Optional<Comparison> comparison) {}

    /** @param reference what zero stands for */
    DifferenceFigure(ResultTable table, boolean lowerIsBetter, String reference, List<Row> rows) {
        this.table = table;
        this.plot = new ForestPlot("difference in " + table.primary().titleAndUnit(), lowerIsBetter, reference,
                rows.stream().map(this::plotted).toList());
    }

    /** @param caption what is drawn; the rest explains the marks */
    void write(Markup page, Captions captions, String caption) {
        page.open("figure").open("div", "class", "scroll wide", "tabindex", "0");
        page.add(plot.draw(caption)).close();
        captions.figure(page, caption + " Large dot: mean, filled where the verdict is clear; line: " + table.level() + " "
                + table.inference().interval().title() + " interval; small dots: single seeds."
                + (plot.cuts() ? " Arrows: the interval goes on beyond the axis." : ""));
        page.close();
    }

    private ForestPlot.Row plotted(Row row) {
        Collection<Double> seeds = row.comparison().map(comparison -> comparison.difference().bySeed().values()).orElse(List.of());
        double mean = row.comparison().map(comparison -> comparison.difference().summary().mean()).orElse(Double.NaN);
        String note = row.comparison().map(this::note).orElse("no finished seed");
        Verdict verdict = row.comparison().map(Comparison::verdict).orElse(Verdict.UNKNOWN);
        return new ForestPlot.Row(row.label(), mean, row.comparison().flatMap(Comparison::interval), seeds,
                verdict.name().toLowerCase(Locale.ROOT), note);
    }

    private String note(Comparison comparison) {
        String mean = table.primary().signed(comparison.difference().summary().mean());
        return comparison.interval().map(interval -> mean + " " + table.primary().interval(interval)).orElse(mean);
    }
}
