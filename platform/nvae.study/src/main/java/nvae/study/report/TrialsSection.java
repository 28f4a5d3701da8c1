package nvae.study.report;

import java.time.Duration;
import java.util.Locale;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.Progress;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Metric;
import nvae.study.report.markup.Markup;
import nvae.study.report.markup.Numbers;

/** Every trial with its end, none left out. */
final class TrialsSection implements Section {
    private final StudyRecord study;
    private final ResultTable table;
    private final Captions captions;

    TrialsSection(StudyRecord study, ResultTable table, Captions captions) {
        this.study = study;
        this.table = table;
        this.captions = captions;
    }

    @Override
    public String title() {
        return "Trials";
    }

    @Override
    public void write(Markup page) {
        page.open("figure");
        captions.table(page, "All trials of the plan, failed and unfinished ones included. Time is the sum over attempts.");
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "trials");
        page.open("thead").open("tr");
        heads(page, null, "variant");
        heads(page, "num", "seed");
        heads(page, null, "state");
        heads(page, "num", table.primary().titleAndUnit(), "steps", "attempts", "time");
        heads(page, null, "slot", "trial");
        page.close().close().open("tbody");
        study.entries().forEach(entry -> row(page, entry));
        page.close().close().close().close();
        if (!study.unplanned().isEmpty()) {
            String further = Numbers.count(study.unplanned().size(), "further trial");
            page.element("p", further + " in the ledger, of an earlier form of the manifest, not shown and not counted.", "class", "note");
        }
    }

    private static void heads(Markup page, String style, String... heads) {
        for (String head : heads) {
            page.element("th", head, "scope", "col", "class", style);
        }
    }

    private void row(Markup page, TrialEntry entry) {
        String state = entry.state().name().toLowerCase(Locale.ROOT);
        Double primary = entry.outcome().metrics().get(study.primary().key());
        page.open("tr").open("th", "scope", "row").open("span", "class", "name").breakable(entry.trial().variant()).close();
        if (entry.state() != TrialState.DONE) {
            String style = entry.state() == TrialState.FAILED ? "trouble" : "open";
            entry.trouble().ifPresent(message -> page.element("span", message, "class", style));
        }
        page.close();
        page.element("td", Long.toString(entry.trial().seed()), "class", "num").element("td", state, "class", "state " + state);
        page.element("td", primary == null ? Numbers.NONE : table.primary().number(primary), "class", "num");
        page.element("td", steps(entry), "class", "num").element("td", Integer.toString(entry.attempts().size()), "class", "num");
        page.element("td", time(entry), "class", "num").element("td", entry.lastAttempt().map(Attempt::slot).orElse(Numbers.NONE));
        page.element("td", entry.trial().shortId(), "class", "id").close();
    }

    private static String steps(TrialEntry entry) {
        Progress progress = entry.progress();
        if (progress.steps() == 0) {
            return Numbers.NONE;
        }
        String done = progress.step() == progress.steps() ? Long.toString(progress.step()) : progress.step() + " of " + progress.steps();
        double skipped = entry.outcome().metrics().getOrDefault(Metric.SKIPPED_STEPS.key(), 0.0);
        return skipped > 0 ? done + ", " + (long) skipped + " skipped" : done;
    }

    private static String time(TrialEntry entry) {
        Duration time = Duration.ZERO;
        for (Attempt attempt : entry.attempts()) {
            if (attempt.end() != null) {
                time = time.plus(attempt.time(attempt.end().at()));
            }
        }
        return time.isZero() ? Numbers.NONE : Numbers.duration(time);
    }
}
