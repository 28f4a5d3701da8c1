package nvae.study.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nvae.study.report.markup.Markup;
import nvae.study.report.markup.Numbers;
import nvae.study.statistics.Comparison;
import nvae.study.statistics.Verdict;

/** Whether changes add up: shown where a design tried some alone and together. */
final class InteractionsSection implements Section {
    private final StudyRecord study;
    private final ResultTable table;
    private final Captions captions;
    private final List<Interaction> interactions;

    InteractionsSection(StudyRecord study, ResultTable table, Captions captions) {
        this.study = study;
        this.table = table;
        this.captions = captions;
        this.interactions = Interaction.of(study);
    }

    @Override
    public boolean isEmpty() {
        return interactions.isEmpty();
    }

    @Override
    public String title() {
        return "Interactions";
    }

    @Override
    public void write(Markup page) {
        page.open("figure");
        captions.table(page, "Pairs of changes in " + table.primary().titleAndUnit() + ", as differences to the base. The interaction is"
                + " what both do together minus what each does alone, at equal seed; " + (study.lowerIsBetter() ? "negative" : "positive")
                + ": better together than the sum. p after Holm’s correction for "
                + Numbers.count(interactions.size(), "interaction") + ".");
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "results interactions");
        page.open("thead").open("tr");
        for (String head : List.of("changes", "first alone", "second alone", "both", "interaction", table.level() + " interval", "p",
                "verdict", "seeds")) {
            page.element("th", head, "scope", "col");
        }
        page.close().close().open("tbody");
        interactions.forEach(interaction -> row(page, interaction));
        page.close().close().close().close();
        List<DifferenceFigure.Row> rows = interactions.stream()
                .map(interaction -> new DifferenceFigure.Row(interaction.label(), finished(interaction))).toList();
        new DifferenceFigure(table, study.lowerIsBetter(), "the sum", rows)
                .write(page, captions, "Interactions: both changes together against the sum of each alone.");
    }

    private static Optional<Comparison> finished(Interaction interaction) {
        return Optional.of(interaction.comparison()).filter(comparison -> comparison.difference().count() > 0);
    }

    private void row(Markup page, Interaction interaction) {
        Comparison comparison = interaction.comparison();
        String verdict = comparison.verdict().name().toLowerCase(Locale.ROOT);
        page.open("tr").open("th", "scope", "row").breakable(interaction.label()).close();
        alone(page, interaction.first());
        alone(page, interaction.second());
        alone(page, interaction.both());
        page.element("td", table.primary().signed(comparison.difference().summary().mean()), "class", "num " + verdict);
        page.element("td", comparison.interval().map(table.primary()::interval).orElse(Numbers.NONE), "class", "num");
        page.element("td", comparison.pValue().map(p -> Numbers.probability(comparison.corrected())).orElse(Numbers.NONE), "class", "num");
        page.element("td", comparison.verdict() == Verdict.UNKNOWN ? Numbers.NONE : verdict, "class", "num", "title", comparison.finding());
        page.element("td", Integer.toString(comparison.difference().count()), "class", "num").close();
    }

    private void alone(Markup page, VariantResult result) {
        page.element("td", table.primary().signed(study.difference(result).summary().mean()), "class", "num");
    }
}
