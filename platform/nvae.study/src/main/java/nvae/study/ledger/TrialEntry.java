package nvae.study.ledger;

import java.util.List;
import java.util.Optional;
import nvae.study.plan.Trial;

/**
 * A trial and what has become of it.
 *
 * @param inPlan false for a trial that the manifest no longer asks for; its results are kept
 * @param attempts in order; empty before the first
 * @param outcome {@link Outcome#NONE} unless the state is {@link TrialState#DONE}
 */
public record TrialEntry(
        Trial trial, boolean inPlan, TrialState state, Progress progress, List<Attempt> attempts, Outcome outcome) {

    /** The newest attempt. */
    public Optional<Attempt> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }

    /** How many attempts ended for this reason, one of {@link Attempt.End}'s. */
    public long endedBy(String reason) {
        return attempts.stream().filter(attempt -> attempt.end() != null && attempt.end().reason().equals(reason)).count();
    }

    /** What went wrong last, in one sentence; empty if nothing did. */
    public Optional<String> trouble() {
        return lastAttempt().map(Attempt::end).map(Attempt.End::message).filter(message -> !message.isBlank());
    }

    /** The same trial without a host: if it was running, it is lost, and its last attempt has ended for this reason. */
    TrialEntry abandoned(String why) {
        if (state != TrialState.RUNNING) {
            return this;
        }
        List<Attempt> ended = attempts.stream()
                .map(attempt -> attempt.end() == null ? attempt.endedBy(Attempt.End.now(null, Attempt.End.HOST, why)) : attempt)
                .toList();
        return new TrialEntry(trial, inPlan, TrialState.LOST, progress, ended, outcome);
    }
}
