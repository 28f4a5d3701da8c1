package nvae.study.run;

import java.nio.file.Path;
import java.util.Map;
import nvae.study.plan.Trial;

/**
 * A trial that is to run, go on, or be looked at, in one worker.
 *
 * @param mode what the worker does
 * @param folder the trial's run folder, made by the host
 * @param arguments what the mode needs beside: for {@link Mode#USE} and {@link Mode#BENCH} {@code task}, the name of what is done with
 *     the model, and what that task takes
 * @param start the folder that the worker is started in: relative paths in the configuration, a dataset's folder say, begin there
 */
public record Assignment(Trial trial, Mode mode, Path folder, Slot slot, Map<String, Object> arguments, Path start) {

    /** The argument that lists engines which the worker needs beside the trial's own. */
    public static final String ENGINES = "engines";

    /** The argument that says that the worker itself, not only its engine, has much to compute. */
    public static final String COMPUTES_IN_JAVA = "computesInJava";

    /** An assignment in this process's own folder. */
    public Assignment(Trial trial, Mode mode, Path folder, Slot slot, Map<String, Object> arguments) {
        this(trial, mode, folder, slot, arguments, Path.of("").toAbsolutePath());
    }

    /** An assignment that needs no arguments, in this process's own folder. */
    public Assignment(Trial trial, Mode mode, Path folder, Slot slot) {
        this(trial, mode, folder, slot, Map.of());
    }

    /** The same, in another folder. */
    public Assignment in(Path other) {
        return new Assignment(trial, mode, folder, slot, arguments, other);
    }

    /** What a worker can be asked to do. */
    public enum Mode {
        /** Trains to the end, from the last check-point if there is one. */
        TRAIN,
        /** Composes the model, reports its size and the time of a few steps, and stops. */
        MEASURE,
        /** Composes the model, times it thoroughly, and stops. */
        BENCH,
        /** Does one task with the trained model: evaluates it, draws samples, encodes images. */
        USE
    }
}
