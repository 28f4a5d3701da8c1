package nvae.shell;

import java.io.PrintWriter;
import java.util.Map;
import nvae.study.plan.Trial;
import nvae.study.run.Slot;
import nvae.study.run.WorkerEvent;

/** A line for each event that matters: for files and programs that read along. */
final class ProgressLines implements ProgressView {
    private final StudyProgress progress;
    private final PrintWriter out;

    ProgressLines(StudyProgress progress, PrintWriter out) {
        this.progress = progress;
        this.out = out;
    }

    @Override
    public void cached(Trial trial, String study) {
        progress.ended(trial);
        say(TrialWords.cached(trial, study));
    }

    @Override
    public void started(Trial trial, Slot slot, int attempt) {
        progress.started(trial, slot);
        say(TrialWords.started(trial, slot, attempt));
    }

    @Override
    public void event(Trial trial, Map<String, Object> event) {
        if (WorkerEvent.of(event) instanceof WorkerEvent.Progress at) {
            progress.step(trial, at);
        }
        TrialWords.milestone(trial, event).ifPresent(this::say);
    }

    @Override
    public void retrying(Trial trial, String why) {
        progress.stopped(trial);
        say(TrialWords.retrying(trial, why));
    }

    @Override
    public void done(Trial trial, Map<String, Double> metrics) {
        progress.ended(trial);
        say(TrialWords.done(trial, metrics) + left());
    }

    @Override
    public void failed(Trial trial, String why) {
        progress.ended(trial);
        say(TrialWords.failed(trial, why));
    }

    @Override
    public void lost(Trial trial) {
        progress.stopped(trial);
        say(TrialWords.lost(trial));
    }

    @Override
    public void close() {
        out.flush();
    }

    private String left() {
        double seconds = progress.secondsLeft().orElse(0);
        return seconds >= 1 ? "; about " + Words.time(seconds) + " left" : "";
    }

    private void say(String what) {
        out.println("[" + progress.ended() + "/" + progress.trials() + "] " + what);
        out.flush();
    }
}
