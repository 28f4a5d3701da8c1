package nvae.api.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * Something whose arrays last from step to step. The check-point saves them and, on resuming, copies the saved values back into them, so
 * a run that was stopped goes on bit for bit.
 */
public interface Stateful {
    /** The arrays by name, in a fixed order; the same arrays in every call. Empty if there is nothing to keep. */
    Map<String, NDArray> state();
}
