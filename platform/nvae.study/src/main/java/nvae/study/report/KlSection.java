package nvae.study.report;

import java.util.List;
import java.util.Locale;
import nvae.study.report.markup.Markup;
import nvae.study.report.markup.Numbers;

/** How much each group of latent variables carries, variant by variant, as a heat map with its numbers in it. */
final class KlSection implements Section {
    private final StudyRecord study;
    private final Captions captions;

    KlSection(StudyRecord study, Captions captions) {
        this.study = study;
        this.captions = captions;
    }

    @Override
    public boolean isEmpty() {
        return groups() == 0;
    }

    @Override
    public String title() {
        return "KL per group";
    }

    @Override
    public void write(Markup page) {
        page.open("figure").open("div", "class", "scroll", "tabindex", "0").open("table", "class", groups() > 16 ? "heat dense" : "heat");
        page.open("thead").open("tr").element("th", "variant", "scope", "col");
        for (int group = 0; group < groups(); group++) {
            page.element("th", group == 0 ? "group 0" : Integer.toString(group), "scope", "col");
        }
        page.element("th", "sum", "scope", "col").close().close().open("tbody");
        study.results().forEach(result -> row(page, result));
        page.close().close().close();
        captions.figure(page, "KL divergence of each group on the test images, nats per image, mean over seeds. Group 0 is the top of the"
                + " hierarchy, of the smallest resolution. A stronger shade means more; a group near zero is unused.");
        page.close();
    }

    private void row(Markup page, VariantResult result) {
        List<Double> kl = result.klPerGroup();
        page.open("tr").element("th", result.label(), "scope", "row");
        for (int group = 0; group < groups(); group++) {
            if (group < kl.size()) {
                cell(page, kl.get(group));
            } else {
                page.element("td", kl.isEmpty() ? Numbers.NONE : "", "class", "absent");
            }
        }
        double sum = kl.stream().mapToDouble(Double::doubleValue).sum();
        page.element("td", kl.isEmpty() ? Numbers.NONE : Numbers.fixed(sum, 2), "class", "num sum").close();
    }

    /** Shaded by the root of the share of the largest, so that small groups can be told from empty ones. */
    private void cell(Markup page, double kl) {
        double share = Double.isFinite(kl) ? Math.sqrt(Math.max(0, kl) / largest()) : 0;
        page.element("td", Numbers.fixed(kl, 2), "class", share > 0.7 ? "num strong" : "num",
                "style", String.format(Locale.ROOT, "--share:%.2f", share));
    }

    private double largest() {
        return study.results().stream().flatMap(result -> result.klPerGroup().stream()).filter(Double::isFinite)
                .mapToDouble(Double::doubleValue).max().orElse(1);
    }

    private int groups() {
        return study.results().stream().mapToInt(result -> result.klPerGroup().size()).max().orElse(0);
    }
}
