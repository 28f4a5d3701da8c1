package nvae.study.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nvae.study.ledger.TrialState;
import nvae.study.report.markup.Markup;
import nvae.study.report.markup.Numbers;
import nvae.study.statistics.Inference;
import nvae.study.statistics.Power;
import nvae.study.statistics.Verdict;

/** The page's beginning: what was studied, how far it is, what came out, how to read the rest. */
final class TitleBlock {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final StudyRecord study;
    private final ResultTable table;
    private final Instant written;

    TitleBlock(StudyRecord study, ResultTable table, Instant written) {
        this.study = study;
        this.table = table;
        this.written = written;
    }

    void write(Markup page) {
        page.open("header");
        page.element("p", "Ablation study", "class", "kicker");
        page.element("h1", study.plan().study());
        if (!study.plan().description().isBlank()) {
            page.element("p", study.plan().description(), "class", "lead");
        }
        facts(page);
        page.close();
        provisional(page);
        warnings(page);
        findings(page);
        reading(page);
    }

    private void facts(Markup page) {
        long failed = study.count(state -> state == TrialState.FAILED);
        String trials = study.count(state -> state == TrialState.DONE) + " of " + study.entries().size() + " done"
                + (failed > 0 ? ", " + failed + " failed" : "");
        page.open("dl", "class", "facts");
        fact(page, "Trials", trials);
        fact(page, "Variants", "base and " + study.changed().size());
        fact(page, "Seeds", study.plan().seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        fact(page, "Compared by", table.primary().titleAndUnit() + ", " + (study.lowerIsBetter() ? "lower" : "higher") + " is better");
        fact(page, "Written", MINUTE.format(written));
        page.close();
    }

    private static void fact(Markup page, String name, String value) {
        page.open("div").element("dt", name).element("dd", value).close();
    }

    private void provisional(Markup page) {
        if (!study.isProvisional()) {
            return;
        }
        String open = List.of(TrialState.RUNNING, TrialState.LOST, TrialState.PLANNED).stream()
                .filter(state -> study.count(state::equals) > 0)
                .map(state -> study.count(state::equals) + " " + state.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        page.open("p", "class", "banner", "role", "note").element("b", "Provisional.")
                .text(" Not all trials have ended (" + open + "). Every figure below rests on what is finished and may change.").close();
    }

    /** What the plan had to say before the first trial began. */
    private void warnings(Markup page) {
        if (!study.plan().warnings().isEmpty()) {
            page.open("ul", "class", "warnings");
            study.plan().warnings().forEach(warning -> page.open("li").element("b", "Warned beforehand:")
                    .text(" " + warning.what() + ". " + warning.remedy()).close());
            page.close();
        }
    }

    private void findings(Markup page) {
        if (study.changed().isEmpty()) {
            return;
        }
        page.open("ul", "class", "findings");
        finding(page, Verdict.WORSE, "Clearly worse than the base");
        finding(page, Verdict.BETTER, "Clearly better than the base");
        finding(page, Verdict.INCONCLUSIVE, "Inconclusive");
        underpowered(page);
        finding(page, "Too few common seeds for any test", "unknown",
                row -> row.verdict() == Verdict.UNKNOWN && row.difference().isPresent());
        finding(page, "Nothing to compare yet", "unknown", row -> row.difference().isEmpty());
        page.close();
    }

    private void finding(Markup page, Verdict verdict, String title) {
        finding(page, title, verdict.name().toLowerCase(Locale.ROOT), row -> row.verdict() == verdict);
    }

    /** Variants with equally few seeds share a line, which says what these seeds cannot show. */
    private void underpowered(Markup page) {
        table.rows().stream().filter(row -> row.verdict() == Verdict.UNDERPOWERED).map(ResultTable.Row::finding).distinct()
                .forEach(finding -> finding(page, capital(finding), "underpowered", row -> row.finding().equals(finding)));
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private void finding(Markup page, String title, String style, Predicate<ResultTable.Row> chosen) {
        List<ResultTable.Row> rows = table.rows().stream().filter(row -> !row.isBase()).filter(chosen).toList();
        if (!rows.isEmpty()) {
            page.open("li").element("b", title + ":", "class", style)
                    .text(" " + rows.stream().map(this::named).collect(Collectors.joining(", ")) + ".").close();
        }
    }

    private String named(ResultTable.Row row) {
        String difference = (table.difference(row) + " " + table.primary().unit()).strip();
        return row.difference().isEmpty() ? row.result().label() : row.result().label() + " (" + difference + ")";
    }

    private void reading(Markup page) {
        Inference inference = study.inference();
        int seeds = study.plan().seeds().size();
        Power power = inference.power(seeds, Math.max(1, study.changed().size()));
        page.open("p", "class", "reading").element("b", "How to read this.")
                .text(" Every variant is the base but for the change named below it, trained with the same "
                        + (seeds == 1 ? "seed" : seeds + " seeds") + ". A difference is variant minus base at equal seed, so data order and"
                        + " noise cancel out; " + (study.lowerIsBetter() ? "negative" : "positive") + " is better. A variant is clearly"
                        + " better or worse when the " + inference.test().title() + " gives p ≤ " + inference.alpha()
                        + " after Holm’s correction for " + Numbers.count(study.changed().size(), "comparison") + ". Intervals are "
                        + table.level() + " " + inference.interval().title() + " intervals of one mean difference, not corrected."
                        + caution(power))
                .close();
    }

    private static String caution(Power power) {
        if (power.seeds() == 1) {
            return " One seed allows no interval and no test: a difference may be the seed’s.";
        }
        return power.suffices() ? "" : " " + capital(power.shortfall()) + ": no difference can be clear here, however large; "
                + power.seedsNeeded() + " seeds could show one.";
    }
}
