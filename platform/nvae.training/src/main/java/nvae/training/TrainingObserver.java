package nvae.training;

import java.io.IOException;
import java.nio.file.Path;
import nvae.training.evaluation.Bound;

/** Follows a training run. Called from the training thread, in the order in which things happen. */
public interface TrainingObserver {
    /** A line of training metrics is complete. */
    void trained(TrainMetrics metrics) throws IOException;

    /** The test set was evaluated after so many steps and completed epochs. */
    void evaluated(long step, long epoch, Bound test) throws IOException;

    /** One batch of an evaluation is measured, and more may follow: a sign of life, often and without news. */
    default void batchMeasured() {}

    /** A check-point to go on from is safe on disk. */
    void saved(long step) throws IOException;

    /** A picture was written. */
    void drawn(long step, String name, Path png) throws IOException;
}
