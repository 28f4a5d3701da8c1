package nvae.study.run;

import java.util.Map;
import nvae.study.plan.Trial;

/**
 * Follows a study as it runs. The calls come one at a time, from the threads that wait for workers: be quick. What a listener throws
 * stops the study, as a full disk would.
 */
public interface RunListener {
    /** The study is about to run; it can be controlled until {@link StudyRunner#run} is through. */
    default void begins(RunControl control) {}

    /** A trial that is done already: in this study, or in the other one named. */
    default void cached(Trial trial, String study) {}

    /** A worker is about to start. */
    default void started(Trial trial, Slot slot, int attempt) {}

    /** What the worker says. */
    default void event(Trial trial, Map<String, Object> event) {}

    /** The worker crashed; another attempt follows. */
    default void retrying(Trial trial, String why) {}

    /** The trial is done. */
    default void done(Trial trial, Map<String, Double> metrics) {}

    /** The trial has failed, now or earlier, and is not tried again in this run. */
    default void failed(Trial trial, String why) {}

    /** The trial was stopped with the study; it goes on from its last check-point when the study is resumed. */
    default void lost(Trial trial) {}
}
