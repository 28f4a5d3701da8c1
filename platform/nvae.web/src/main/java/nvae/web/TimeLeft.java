package nvae.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Estimate;

/** How long a study will take, at the pace that its ledger shows. */
final class TimeLeft {
    private final Clock clock;
    private final Map<String, Estimate> estimates;
    private final Map<String, Sight> first = new HashMap<>();

    /** @param estimates by trial id, for what has not been started */
    TimeLeft(Clock clock, Map<String, Estimate> estimates) {
        this.clock = clock;
        this.estimates = estimates;
    }

    /** When an attempt was first seen to train, and how far it was. */
    private record Sight(int attempt, long step, Instant at) {}

    /** Notes the pace of what runs. */
    void look(List<TrialEntry> entries) {
        for (TrialEntry entry : entries) {
            if (entry.state() == TrialState.RUNNING && entry.progress().step() > 0) {
                String id = entry.trial().id();
                int attempt = entry.attempts().size();
                Sight known = first.get(id);
                if (known == null || known.attempt() != attempt) {
                    first.put(id, new Sight(attempt, entry.progress().step(), clock.instant()));
                }
            }
        }
    }

    /** Seconds that a running trial still needs; empty before its pace is known. */
    OptionalDouble ofTrial(TrialEntry entry) {
        long step = entry.progress().step();
        Sight seen = first.get(entry.trial().id());
        Attempt attempt = entry.lastAttempt().orElse(null);
        if (attempt == null || step == 0 || entry.progress().steps() == 0) {
            return OptionalDouble.empty();
        }
        // An attempt that goes on from a check-point did not make all of its steps itself.
        double secondsPerStep = attempt.number() == 1
                ? seconds(attempt.started()) / step
                : seen == null || step <= seen.step() ? Double.NaN : seconds(seen.at()) / (step - seen.step());
        return Double.isNaN(secondsPerStep)
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, entry.progress().steps() - step) * secondsPerStep);
    }

    /** Seconds that the study still needs with as many slots as are at work now; empty before anything can be judged. */
    OptionalDouble ofStudy(List<TrialEntry> entries) {
        List<TrialEntry> running = entries.stream().filter(entry -> entry.state() == TrialState.RUNNING).toList();
        double typical = DoubleStream.concat(
                        entries.stream().filter(entry -> entry.state() == TrialState.DONE)
                                .map(entry -> entry.outcome().metrics().get("seconds")).filter(seconds -> seconds != null)
                                .mapToDouble(Double::doubleValue),
                        running.stream().filter(entry -> ofTrial(entry).isPresent())
                                .mapToDouble(entry -> ofTrial(entry).getAsDouble() + seconds(entry.lastAttempt().orElseThrow().started())))
                .average().orElse(Double.NaN);
        double left = 0;
        double longest = 0;
        for (TrialEntry entry : entries) {
            if (entry.inPlan() && !entry.state().isFinal()) {
                double own = ofTrial(entry).orElse(estimated(entry, typical));
                left += own;
                longest = Math.max(longest, entry.state() == TrialState.RUNNING ? own : 0);
            }
        }
        return Double.isNaN(left) ? OptionalDouble.empty() : OptionalDouble.of(Math.max(longest, left / Math.max(1, running.size())));
    }

    private double estimated(TrialEntry entry, double typical) {
        Estimate estimate = estimates.get(entry.trial().id());
        return Double.isNaN(typical) && estimate != null ? estimate.seconds() : typical;
    }

    private double seconds(Instant since) {
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1e3);
    }
}
