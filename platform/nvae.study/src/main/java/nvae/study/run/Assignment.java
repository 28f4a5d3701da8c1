package nvae.study.run;

import java.nio.file.Path;
import nvae.study.plan.Trial;

/**
 * A trial that is to run, go on, or be looked at, in one worker.
 *
 * @param mode what the worker does
 * @param folder the trial's run folder, made by the host
 */
public record Assignment(Trial trial, Mode mode, Path folder, Slot slot) {

    /** What a worker can be asked to do. */
    public enum Mode {
        /** Trains to the end, from the last check-point if there is one. */
        TRAIN,
        /** Composes the model, reports its size and the time of a few steps, and stops. */
        MEASURE,
        /** Samples from the best check-point. */
        SAMPLE
    }
}
