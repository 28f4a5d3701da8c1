package nvae.study.run;

import java.util.Map;
import nvae.study.plan.Trial;

/** Passes news on one at a time. */
final class OrderlyListener implements RunListener {
    private final RunListener listener;

    OrderlyListener(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void begins(RunControl control) {
        listener.begins(control);
    }

    @Override
    public synchronized void cached(Trial trial, String study) {
        listener.cached(trial, study);
    }

    @Override
    public synchronized void started(Trial trial, Slot slot, int attempt) {
        listener.started(trial, slot, attempt);
    }

    @Override
    public synchronized void event(Trial trial, Map<String, Object> event) {
        listener.event(trial, event);
    }

    @Override
    public synchronized void retrying(Trial trial, String why) {
        listener.retrying(trial, why);
    }

    @Override
    public synchronized void done(Trial trial, Map<String, Double> metrics) {
        listener.done(trial, metrics);
    }

    @Override
    public synchronized void failed(Trial trial, String why) {
        listener.failed(trial, why);
    }

    @Override
    public synchronized void lost(Trial trial) {
        listener.lost(trial);
    }
}
