package nvae.study.run;

import java.util.Map;
import nvae.study.plan.Trial;

/** Two listeners as one. */
public record BothListeners(RunListener first, RunListener second) implements RunListener {
    @Override
    public void begins(RunControl control) {
        first.begins(control);
        second.begins(control);
    }

    @Override
    public void cached(Trial trial, String study) {
        first.cached(trial, study);
        second.cached(trial, study);
    }

    @Override
    public void started(Trial trial, Slot slot, int attempt) {
        first.started(trial, slot, attempt);
        second.started(trial, slot, attempt);
    }

    @Override
    public void event(Trial trial, Map<String, Object> event) {
        first.event(trial, event);
        second.event(trial, event);
    }

    @Override
    public void retrying(Trial trial, String why) {
        first.retrying(trial, why);
        second.retrying(trial, why);
    }

    @Override
    public void done(Trial trial, Map<String, Double> metrics) {
        first.done(trial, metrics);
        second.done(trial, metrics);
    }

    @Override
    public void failed(Trial trial, String why) {
        first.failed(trial, why);
        second.failed(trial, why);
    }

    @Override
    public void lost(Trial trial) {
        first.lost(trial);
        second.lost(trial);
    }
}
