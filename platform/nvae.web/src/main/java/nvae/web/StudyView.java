package nvae.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Metric;
import nvae.study.plan.Plan;
import nvae.study.report.StudyFile;
import nvae.study.run.DoneTrials;
import nvae.study.run.RunControl;
import nvae.study.statistics.Inference;

/** A study as the page takes it: one JSON object. */
final class StudyView {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final StudyFile study;
    private final Clock clock;
    private final TimeLeft timeLeft;

    StudyView(StudyFile study, Clock clock) {
        this.study = study;
        this.clock = clock;
        this.timeLeft = new TimeLeft(clock, study.plan().estimates());
    }

    /**
     * The page's numbers; what is not known is left out.
     *
     * @param slots as the host described them when it began
     * @param canControl whether the process that serves the page also runs the study
     * @param secondsLeft of the study, at the pace seen
     * @param slotSeconds of all attempts so far: what the study has cost
     */
    private record Study(
            String study, String description, List<Long> seeds, List<Variant> variants, List<Trial> trials, Table table, Object slots,
            boolean canControl, boolean paused, Double secondsLeft, double slotSeconds) {}

    private record Variant(String label, Map<String, Object> changes) {}

    /**
     * A trial.
     *
     * @param lines of its metrics that have been read: a chart is out of date when this changes
     */
    private record Trial(
            String id, String variant, long seed, boolean inPlan, String state, long step, long steps, Double nelbo, Double imagesPerSecond,
            int attempts, String slot, Long started, Double secondsLeft, String from, String trouble, Map<String, Double> metrics,
            long lines, Pictures.Picture samples, Pictures.Picture reconstructions) {}

    private record Table(
            String metric, String unit, boolean lowerIsBetter, double confidence, String interval, List<ProvisionalTable.Row> rows) {}

    /**
     * The JSON.
     *
     * @param lines read of each trial's metrics, by short id
     */
    String json(
            List<TrialEntry> entries, Map<String, Long> lines, Function<TrialEntry, Pictures> pictures, Optional<RunControl> control)
            throws IOException {
        Plan plan = study.plan();
        timeLeft.look(entries);
        List<Trial> trials = new ArrayList<>();
        for (TrialEntry entry : entries) {
            trials.add(trial(entry, lines.getOrDefault(entry.trial().shortId(), 0L), pictures.apply(entry)));
        }
        boolean running = entries.stream().anyMatch(entry -> entry.state() == TrialState.RUNNING);
        return GSON.toJson(new Study(plan.study(), plan.description(), plan.seeds(),
                plan.variants().stream().filter(variant -> !variant.isDuplicate())
                        .map(variant -> new Variant(variant.label(), variant.changes())).toList(),
                trials, table(plan, entries),
                study.provenance().get("slots"), control.isPresent(), control.map(RunControl::isPaused).orElse(false),
                running ? rounded(timeLeft.ofStudy(entries)) : null, Math.rint(slotSeconds(entries))));
    }

    private static Table table(Plan plan, List<TrialEntry> entries) {
        Metric primary = plan.metrics().primary();
        Inference inference = plan.metrics().inference();
        return new Table(primary.key(), primary.unit(), primary.better() == Metric.Better.LOWER, inference.confidence(),
                inference.interval().title(), ProvisionalTable.of(plan, entries));
    }

    private Trial trial(TrialEntry entry, long lines, Pictures pictures) throws IOException {
        Optional<Attempt> last = entry.lastAttempt();
        boolean running = entry.state() == TrialState.RUNNING;
        return new Trial(entry.trial().shortId(), entry.trial().variant(), entry.trial().seed(), entry.inPlan(),
                entry.state().name().toLowerCase(Locale.ROOT), entry.progress().step(), entry.progress().steps(),
                finite(entry.progress().nelbo()), finite(entry.progress().imagesPerSecond()), entry.attempts().size(),
                last.map(Attempt::slot).orElse(null), last.map(attempt -> attempt.started().toEpochMilli()).orElse(null),
                running ? rounded(timeLeft.ofTrial(entry)) : null, DoneTrials.origin(entry).orElse(null),
                entry.state() == TrialState.DONE ? null : entry.trouble().orElse(null), finite(entry.outcome().metrics()), lines,
                pictures.newest("samples").orElse(null), pictures.newest("reconstructions").orElse(null));
    }

    private double slotSeconds(List<TrialEntry> entries) {
        Instant now = clock.instant();
        return entries.stream().flatMap(entry -> entry.attempts().stream())
                .map(attempt -> attempt.time(attempt.end() == null ? now : attempt.end().at()))
                .mapToDouble(spent -> spent.toMillis() / 1e3).sum();
    }

    private static Double rounded(OptionalDouble seconds) {
        return seconds.isPresent() ? Math.rint(seconds.getAsDouble()) : null;
    }

    /** JSON has no word for what is not a number. */
    static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static Map<String, Double> finite(Map<String, Double> values) {
        Map<String, Double> finite = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value != null && Double.isFinite(value)) {
                finite.put(name, value);
            }
        });
        return finite;
    }
}
