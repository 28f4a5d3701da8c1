package nvae.shell;

import java.util.Map;
import java.util.Optional;
import nvae.study.plan.Trial;
import nvae.study.run.Slot;

/** What happens to a trial, in one line each. */
final class TrialWords {
    private TrialWords() {}

    /** Variant and seed: what a person knows a trial by. */
    static String name(Trial trial) {
        return trial.variant() + " seed " + trial.seed();
    }

    static String cached(Trial trial, String study) {
        return name(trial) + ": done already in " + study;
    }

    static String started(Trial trial, Slot slot, int attempt) {
        return name(trial) + ": " + (attempt == 1 ? "starts" : "attempt " + attempt) + " on " + slot.name() + " (" + trial.shortId() + ")";
    }

    /** The events that are worth a line: the model's size, and each evaluation. */
    static Optional<String> milestone(Trial trial, Map<String, Object> event) {
        if ("composed".equals(event.get("event")) && event.get("parameters") instanceof Number parameters) {
            return Optional.of(name(trial) + ": " + Words.count(parameters.longValue()) + " parameters");
        }
        if ("evaluated".equals(event.get("event")) && event.get("testNelbo") instanceof Number nelbo) {
            return Optional.of(name(trial) + ": test NELBO " + Words.number(nelbo.doubleValue()) + " nats"
                    + (event.get("step") instanceof Number step ? " after step " + step.longValue() : ""));
        }
        return Optional.empty();
    }

    static String retrying(Trial trial, String why) {
        return name(trial) + ": crashed, tries again from the last check-point. " + why;
    }

    static String done(Trial trial, Map<String, Double> metrics) {
        return name(trial) + ": done, test NELBO " + Words.number(metrics.get("testNelbo")) + " nats"
                + (metrics.get("seconds") == null ? "" : ", " + Words.time(metrics.get("seconds")));
    }

    static String failed(Trial trial, String why) {
        return name(trial) + ": FAILED. " + why;
    }

    static String lost(Trial trial) {
        return name(trial) + ": stopped, can be resumed";
    }
}
