package nvae.api.layer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.random.RandomGenerator;
import nvae.api.tensor.Streams;
import nvae.api.tensor.Tensors;

/**
 * Gives a model its first values. Each parameter's depend on the seed and the parameter's path in the model (the names of the blocks that
 * lead to it) and on nothing else, so that two variants of a model start alike wherever they are alike: their comparison is paired. The
 * numbers that DJL puts before a child's name are not part of the path: a block that one variant leaves out would shift them.
 */
public final class ParameterStart {
    private static final long BEFORE_THE_FIRST_STEP = -1;

    private ParameterStart() {}

    /**
     * Initializes every parameter. Layers that implement {@link RandomStart} draw their own values; weights of other blocks come from
     * U(-1/sqrt(fan in), 1/sqrt(fan in)), and their other parameters keep what DJL's initializers give.
     *
     * @param manager will own the parameters
     * @param inputs shapes of the model's inputs
     */
    public static void initialize(Block model, NDManager manager, long seed, Shape... inputs) {
        model.initialize(manager, DataType.FLOAT32, inputs);
        start(model, seed, "");
    }

    private static void start(Block block, long seed, String path) {
        if (block instanceof RandomStart layer) {
            layer.start(parameter -> stream(seed, path + parameter));
        } else {
            for (Parameter parameter : block.getDirectParameters().values()) {
                if (parameter.getType() == Parameter.Type.WEIGHT) {
                    fanInUniform(parameter, stream(seed, path + parameter.getName()));
                }
            }
        }
        Layers.eachChild(block, (name, child) -> start(child, seed, path + name + "/"));
    }

    private static RandomGenerator stream(long seed, String path) {
        return Streams.of(seed, BEFORE_THE_FIRST_STEP, path);
    }

    /**
     * Sets a weight [O, ...] to U(-b, b) with b = 1/sqrt(elements per output), which is Kaiming's uniform start with a = sqrt 5.
     *
     * @return the bound b, which the layer's bias shares
     */
    static float fanInUniform(Parameter weight, RandomGenerator random) {
        Shape shape = weight.getShape();
        float bound = (float) (1 / Math.sqrt((double) shape.size() / shape.get(0)));
        uniform(weight, bound, random);
        return bound;
    }

    /** Sets a parameter to U(-bound, bound). */
    static void uniform(Parameter parameter, float bound, RandomGenerator random) {
        float[] values = new float[Math.toIntExact(parameter.getShape().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = bound * (2 * random.nextFloat() - 1);
        }
        Tensors.set(parameter.getArray(), values);
    }
}
