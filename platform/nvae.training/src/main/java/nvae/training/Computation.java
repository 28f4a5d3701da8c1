package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.Collection;
import java.util.Optional;
import nvae.api.training.JoinedList;
import nvae.model.StepLaps;
import nvae.training.graph.Traceable;

/** What is trained, in two halves: from images to what the loss is made of ({@link Traceable}), and from there to the loss. */
interface Computation extends Traceable {
    /** Every parameter; all are there once a first pass has been made. */
    Collection<Parameter> parameters();

    /** The arrays of those that are trained, if they lie side by side. */
    default Optional<JoinedList> sideBySide() {
        return Optional.empty();
    }

    /** Whatever else a pass may read and change. */
    Collection<NDArray> state();

    /** The loss of what a pass gave. */
    Outcome outcome(NDList results, float klCoefficient);

    /** Who is told where a pass's time goes. */
    StepLaps laps();

    /**
     * Where a backward pass starts, and what is said of it.
     *
     * @param loss scaled, where losses are, []
     * @param terms the row that a {@link GradientPass} gives
     */
    record Outcome(NDArray loss, NDArray terms) {}
}
