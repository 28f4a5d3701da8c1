package nvae.worker;

import java.io.IOException;
import java.util.Map;

/** One thing that can be done with a trained model. */
@FunctionalInterface
interface ModelTask {
    /**
     * Does it.
     *
     * @return what the host is told: numbers, lists of numbers, and {@code files}, the paths of what was written
     * @throws IllegalArgumentException if an argument is wrong; the message says which
     */
    Map<String, Object> run(TrainedModel model, Arguments arguments) throws IOException;
}
