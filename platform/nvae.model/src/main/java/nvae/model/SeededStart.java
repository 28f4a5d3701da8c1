package nvae.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.HashMap;
import java.util.Map;
import nvae.api.tensor.Streams;

/**
 * Gives every parameter its start from the seed and its own path, whatever else the model has: what two variants share starts the same in
 * both, and their comparison is a paired one.
 */
record SeededStart(NDManager manager, long seed) {

    /** Initializes what has a shape; blocks that learn their shapes from the input are left to {@link Block#initialize}. */
    void initialize(Block block) {
        initialize(block, "");
    }

    private void initialize(Block block, String path) {
        block.getDirectParameters().forEach(parameter -> {
            if (parameter.getValue().getShape() != null) {
                start(parameter.getValue(), path + "/" + parameter.getKey());
            }
        });
        Map<String, Integer> seen = new HashMap<>();
        block.getChildren().forEach(child -> {
            String name = child.getKey().replaceFirst("^\\d+", "");
            int repetition = seen.merge(name, 1, Integer::sum);
            initialize(child.getValue(), path + "/" + name + "#" + repetition);
        });
    }

    private void start(Parameter parameter, String path) {
        manager.getEngine().setRandomSeed(Streams.of(seed, 0, path).nextInt());
        parameter.initialize(manager, DataType.FLOAT32);
    }
}
