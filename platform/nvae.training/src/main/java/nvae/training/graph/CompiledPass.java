package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import nvae.api.tensor.Noise;

/**
 * A pass as a graph.
 *
 * @param pass it
 * @param weightsSideBySide how many weights are made at once, before all else
 * @param owner of what lasts
 */
public record CompiledPass(Pass pass, int weightsSideBySide, NDManager owner) implements Pass, AutoCloseable {
    @Override
    public Run run(NDArray images, Noise noise) {
        return pass.run(images, noise);
    }

    @Override
    public void close() {
        owner.close();
    }
}
